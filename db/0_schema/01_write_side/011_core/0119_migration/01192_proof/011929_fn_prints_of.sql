-- 011929  specql_governance.prints_of()
-- The fingerprints of several structures.

create or replace function specql_governance.prints_of(structures jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_object_agg(s.key, specql_governance.structure_print(s.value)) from jsonb_each(structures) as s;
$$;

comment on function specql_governance.prints_of(jsonb) is 'Per table the fingerprint of its structure.';
