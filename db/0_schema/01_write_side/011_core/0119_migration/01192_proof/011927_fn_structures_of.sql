-- 011927  specql_governance.structures_of()
-- The structures of the tables in the copy, under their own names.

create or replace function specql_governance.structures_of(table_names jsonb, places jsonb)
  returns jsonb
  language sql
  volatile
as $$
  select specql_governance.moved_back(jsonb_object_agg(t.name, specql_governance.structure_of(
    specql_governance.live_model(places ->> (parse_ident(t.name))[1], (parse_ident(t.name))[2]))), places)
  from jsonb_array_elements_text(table_names) as t (name);
$$;

comment on function specql_governance.structures_of(jsonb, jsonb) is
  'Per table its structure, null where it is not there.';
