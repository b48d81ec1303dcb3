-- 031513  app.deprecate_type()
-- Takes a type out of use for what is new; what uses it goes on.

create or replace function app.deprecate_type(type_name text, reason text, replacement text default null)
  returns app.types
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk          constant bigint := specql_type.found_type(type_name);
  v_replacement constant bigint := case when replacement is not null
    then specql_type.found_type(replacement, 'replacement') end;
  v_type        app.types;
begin
  if coalesce(btrim(reason), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'reason is missing', hint = 'Say why, for those who use the type.', column = 'reason';
  end if;
  perform common.checked_text(reason, 'reason', 1000);
  if v_replacement = v_pk or exists (
    select from specql_type.tb_universal_type as t
    where t.pk_universal_type = v_replacement and t.deprecated_at is not null
  ) then
    raise exception using
      errcode = 'SG154',
      message = format('%s cannot replace the type', quote_literal(replacement)),
      detail = case when v_replacement = v_pk then 'It is the type itself.' else 'It is deprecated too.' end,
      hint = 'Name a type that is in use.',
      column = 'replacement';
  end if;
  update specql_type.tb_universal_type as t
  set deprecated_at = coalesce(t.deprecated_at, clock_timestamp()), deprecation_reason = deprecate_type.reason,
    fk_replacement = v_replacement
  where t.pk_universal_type = v_pk;
  select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(v_pk);
  return v_type;
end;
$$;

comment on function app.deprecate_type(text, text, text) is
  'Deprecates a type, with a reason and the type to use instead. It goes on finding and checking values, and gets no new version. '
  'SG102, SG103: the reason is missing or too long. SG154: the replacement is deprecated or the type itself. SG251: no such type.';

grant execute on function app.deprecate_type(text, text, text) to specql_admin;
