-- 0117A9  specql_cutover.take_type_values()
-- Writes what a merge has taken from the file.

create or replace function specql_cutover.take_type_values(type_pk bigint, file jsonb, taken jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  if taken ->> 'default_postgres_type' is not null then
    perform specql_type.checked_postgres_type(taken ->> 'default_postgres_type', c.category_name)
    from specql_type.tb_universal_type as t
      join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
    where t.pk_universal_type = type_pk;
  end if;
  perform common.checked_text(taken ->> 'description', 'description');
  perform common.checked_text(taken ->> 'example', 'example');
  -- Versions are numbered under this lock; a file that says what it said is not written again.
  perform from specql_type.tb_universal_type as t where t.pk_universal_type = type_pk for no key update;
  update specql_type.tb_universal_type as t
  set default_postgres_type = case when taken ? 'default_postgres_type' then taken ->> 'default_postgres_type'
      else t.default_postgres_type end,
    description = case when taken ? 'description' then taken ->> 'description' else t.description end,
    example = case when taken ? 'example' then taken ->> 'example' else t.example end,
    legacy = coalesce(t.legacy, '{}') || file
  where t.pk_universal_type = type_pk
    and (taken - 'json_schema' <> '{}' or t.legacy is null or coalesce(t.legacy, '{}') || file <> t.legacy);
  -- The rule of the type's mode holds for files too.
  if coalesce(taken -> 'json_schema', 'null') <> 'null' then
    perform specql_type.add_version(type_pk, taken -> 'json_schema');
  end if;
end;
$$;

comment on function specql_cutover.take_type_values(bigint, jsonb, jsonb) is
  'Updates the type and keeps the file''s row; a new schema becomes a version. SG150, SG103: a value cannot be. SG14x, SG351: the schema '
  'is none, or not compatible.';
