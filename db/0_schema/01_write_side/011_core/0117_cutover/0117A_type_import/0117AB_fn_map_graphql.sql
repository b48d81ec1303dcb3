-- 0117AB  specql_cutover.map_graphql()
-- Keeps which scalar of GraphQL a type is.

create or replace function specql_cutover.map_graphql(type_pk bigint, entry jsonb, last_entry jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_scalar constant text := specql_cutover.text_of(entry, 'graphql_scalar');
begin
  if coalesce(v_scalar, '') = '' then
    return;
  end if;
  insert into specql_type.tb_type_mapping as m (fk_universal_type, language, mapped_type, legacy)
  values (type_pk, 'graphql', v_scalar, jsonb_build_object('graphql_scalar', v_scalar))
  on conflict on constraint uq_tb_type_mapping__language do update
  set mapped_type = excluded.mapped_type, legacy = excluded.legacy
  -- What somebody has mapped since stays.
  where m.mapped_type = last_entry ->> 'graphql_scalar' and m.mapped_type <> excluded.mapped_type;
end;
$$;

comment on function specql_cutover.map_graphql(bigint, jsonb, jsonb) is
  'Maps the type for the language graphql, as the file says. A mapping that differs from what the last file said stays.';
