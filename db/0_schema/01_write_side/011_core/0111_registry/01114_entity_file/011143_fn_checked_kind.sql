-- 011143  specql_registry.checked_kind()
-- A kind of file, in lower case, without the legacy underscore.

create or replace function specql_registry.checked_kind(kind text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_kind constant text := rtrim(lower(kind collate "C"), '_');
begin
  if v_kind in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc') then
    return v_kind;
  end if;
  raise exception using
    errcode = case when coalesce(kind, '') = '' then 'SG102' else 'SG111' end,
    message = case
      when coalesce(kind, '') = '' then 'kind is missing'
      else format('there is no kind of file %s', quote_literal(left(kind, 40)))
    end,
    hint = 'Kinds are tb table, tv public view, v view, mv materialized view, fn function, tr trigger, ty type, sc schema.',
    column = 'kind';
end;
$$;

comment on function specql_registry.checked_kind(text) is
  'The kind: tb, tv, v, mv, fn, tr, ty or sc. SG102: none given. SG111: no such kind.';
