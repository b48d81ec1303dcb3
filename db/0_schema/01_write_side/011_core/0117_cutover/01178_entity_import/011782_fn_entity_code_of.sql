-- 011782  specql_cutover.entity_code_of()
-- The short code of an entity's row, in upper case; an import invents none.

create or replace function specql_cutover.entity_code_of(entry jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_code constant text := nullif(specql_cutover.text_of(entry, 'entity_code'), '');
begin
  return case when v_code is not null
    then specql_registry.checked_entity_code(entity_code => v_code, entity_name => null) end;
end;
$$;

comment on function specql_cutover.entity_code_of(jsonb) is
  'The code in upper case, or null where the row has none. SG105: it has other characters.';
