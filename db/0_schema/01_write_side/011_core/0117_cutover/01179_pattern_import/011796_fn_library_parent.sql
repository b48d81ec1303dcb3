-- 011796  specql_cutover.library_parent()
-- The row of ours that a row of a legacy library means by a key of its file.

create or replace function specql_cutover.library_parent(
  run bigint, parent text, entry jsonb, field text, is_needed boolean
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_key constant text := nullif(specql_cutover.text_of(entry, field), '');
  v_row jsonb;
  v_pk  bigint;
begin
  if v_key is null then
    if is_needed then
      raise exception using
        errcode = 'SG102', message = format('%s is missing', field), hint = 'Give it in the file.', column = field;
    end if;
    return null;
  end if;
  -- Keys of a file mean rows of the same file; another library may number its rows otherwise.
  select r.source_row
  into v_row
  from specql_cutover.tb_import_row as r
  where r.fk_import_run = run and r.source_table = parent and r.path = parent || '.' || v_key and r.outcome <> 'rejected'
  order by r.pk_import_row
  limit 1;
  if found then
    v_pk := case parent
      when 'languages' then (
        select l.pk_language from specql_pattern.tb_language as l
        where common.name_key(l.language_name) = common.name_key(v_row ->> 'language_name')
      )
      when 'patterns' then (
        select u.pk_universal_pattern from specql_pattern.tb_universal_pattern as u
        where u.pattern_kind = 'pattern' and common.name_key(u.pattern_name) = common.name_key(v_row ->> 'pattern_name')
      )
      when 'expression_patterns' then (
        select u.pk_universal_pattern from specql_pattern.tb_universal_pattern as u
        where u.pattern_kind = 'expression' and common.name_key(u.pattern_name) = common.name_key(v_row ->> 'expression_name')
      )
      when 'domain_patterns' then (
        select p.pk_domain_pattern from specql_pattern.tb_domain_pattern as p
        where common.name_key(p.pattern_name) = common.name_key(v_row ->> 'pattern_name')
      )
      when 'entity_templates' then (
        select t.pk_entity_template from specql_pattern.tb_entity_template as t
        where common.name_key(t.template_name) = common.name_key(v_row ->> 'template_name')
      )
      -- Types are kept elsewhere; it is enough that the file has the row.
      else 0
    end;
  end if;
  if v_pk is null then
    raise exception using
      errcode = 'SG209',
      message = format('%s names %s.%s, which is not in the file, or was rejected itself', field, parent, left(v_key, 40)),
      hint = format('Add or mend that row of %s first.', parent),
      column = field;
  end if;
  return v_pk;
end;
$$;

comment on function specql_cutover.library_parent(bigint, text, jsonb, text, boolean) is
  'The internal key of the row, null where the file names none and need not. SG102: it must. SG209: the file has no such '
  'row, or it was rejected.';
