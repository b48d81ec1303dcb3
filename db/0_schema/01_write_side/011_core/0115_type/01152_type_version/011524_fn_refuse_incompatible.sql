-- 011524  specql_type.refuse_incompatible()
-- Holds a new schema of a type against the earlier ones, by the mode of the type.

create or replace function specql_type.refuse_incompatible(
  type_pk bigint, type_name text, mode text, json_schema jsonb, documents jsonb
)
  returns void
  language plpgsql
  stable
as $$
declare
  v_problems text;
  v_count    bigint;
begin
  if mode = 'NONE' then
    return;
  end if;
  select
    string_agg(format(
      '%s%s: %s', case when p.path = '' then '(root)' else p.path end,
      case when mode like '%TRANSITIVE' then format(' (version %s)', p.version) else '' end, p.message
    ), '; ' order by p.version desc, p.path, p.keyword) filter (where p.position <= 20),
    count(*)
  into v_problems, v_count
  from (
    select v.version, c.path, c.keyword, c.message,
      row_number() over (order by v.version desc, c.path, c.keyword) as position
    from specql_type.tb_type_version as v
      cross join lateral specql_type.incompatibilities(
        old_root => v.documents || jsonb_build_object('', v.json_schema),
        new_root => refuse_incompatible.documents || jsonb_build_object('', refuse_incompatible.json_schema),
        mode => mode
      ) as c
    where v.fk_universal_type = type_pk
      and (mode like '%TRANSITIVE'
        or v.version = (select max(l.version) from specql_type.tb_type_version as l where l.fk_universal_type = type_pk))
  ) as p;
  if v_count = 0 then
    return;
  end if;
  raise exception using
    errcode = 'SG351',
    message = format('the schema is not %s compatible with %s of %s', mode,
      case when mode like '%TRANSITIVE' then 'the versions' else 'the last version' end, quote_literal(type_name)),
    detail = v_problems || case when v_count > 20 then format('; and %s more', v_count - 20) else '' end,
    hint = 'Make the change compatible, register another type, or let an administrator change the mode with '
      'app.set_type_compatibility().',
    column = 'json_schema';
end;
$$;

comment on function specql_type.refuse_incompatible(bigint, text, text, jsonb, jsonb) is
  'SG351 with each incompatibility and its path; the transitive modes look at all versions, the others at the last.';
