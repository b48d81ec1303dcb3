-- 011923  specql_governance.structure_print()
-- The fingerprint of a structure.

create or replace function specql_governance.structure_print(structure jsonb)
  returns text
  language sql
  immutable
as $$
  select case when structure is null or structure = 'null' then 'none'
    else '1:' || encode(sha256(convert_to(structure::text, 'UTF8')), 'hex') end;
$$;

comment on function specql_governance.structure_print(jsonb) is
  'algorithm:sha256 of the structure''s text, which jsonb writes in one way only, or none.';
