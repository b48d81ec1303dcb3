-- 011A62  specql_cutover.library_parent_key()
-- The number in the file of a row that another row names.

create or replace function specql_cutover.library_parent_key(parent text, pk bigint)
  returns text
  language plpgsql
  stable
as $$
begin
  return case parent
    when 'languages' then (
      select specql_cutover.library_row_key(l.legacy, l.pk_language) from specql_pattern.tb_language as l where l.pk_language = pk)
    when 'domain_patterns' then (
      select specql_cutover.library_row_key(p.legacy, p.pk_domain_pattern)
      from specql_pattern.tb_domain_pattern as p where p.pk_domain_pattern = pk)
    when 'entity_templates' then (
      select specql_cutover.library_row_key(t.legacy, t.pk_entity_template)
      from specql_pattern.tb_entity_template as t where t.pk_entity_template = pk)
    else (
      select specql_cutover.library_row_key(u.legacy, u.pk_universal_pattern)
      from specql_pattern.tb_universal_pattern as u where u.pk_universal_pattern = pk)
  end;
end;
$$;

comment on function specql_cutover.library_parent_key(text, bigint) is 'The key that the row of the table has in the file, by our internal key.';
