-- 01175F  specql_cutover.try_row()
-- Imports one row or, where it is at fault, keeps it as a rejected one. Rows below it follow.

create or replace function specql_cutover.try_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer,
  parent bigint, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_pk     bigint;
  v_code   text;
  v_reason text;
  v_detail text;
  v_field  text;
  v_hint   text;
begin
  begin
    v_pk := specql_cutover.import_row(run, source_table, key, entry, ordinal, path, line, parent, context, zone);
  exception
    when sqlstate 'SG102' or sqlstate 'SG103' or sqlstate 'SG105' or sqlstate 'SG106' or sqlstate 'SG107'
      or sqlstate 'SG108' or sqlstate 'SG109' or sqlstate 'SG111' or sqlstate 'SG112' or sqlstate 'SG116'
      or sqlstate 'SG301' or sqlstate 'SG302' or sqlstate 'SG303' or sqlstate 'SG304' or sqlstate 'SG305'
      or sqlstate 'SG306' or sqlstate 'SG307' or sqlstate 'SG308' or sqlstate 'SG206' or sqlstate 'SG209'
      or sqlstate 'SG140' or sqlstate 'SG141' or sqlstate 'SG142' or sqlstate 'SG143' or sqlstate 'SG144' or sqlstate 'SG145'
      or sqlstate 'SG146' or sqlstate 'SG150' or sqlstate 'SG151' or sqlstate 'SG155' or sqlstate 'SG251' or sqlstate 'SG253'
      or sqlstate 'SG350' or sqlstate 'SG351'
      or check_violation or not_null_violation or unique_violation
      or invalid_datetime_format or datetime_field_overflow or invalid_text_representation
    then
      get stacked diagnostics
        v_code = returned_sqlstate, v_reason = message_text, v_detail = pg_exception_detail,
        v_field = column_name, v_hint = pg_exception_hint;
      perform specql_cutover.note_reject(
        run => run, source_table => try_row.source_table, path => try_row.path, line => try_row.line,
        entry => case when key is null or jsonb_typeof(try_row.entry) <> 'object' then try_row.entry
          else try_row.entry || jsonb_build_object('$key', key) end,
        context => context, code => case when v_code like 'SG%' then v_code else 'SG100' end,
        reason => v_reason || case when v_code like 'SG%' and v_detail <> '' then ': ' || v_detail else '' end,
        field => v_field, hint => v_hint
      );
      return;
  end;
  if v_pk is not null then
    perform specql_cutover.import_below(run, source_table, entry, path, v_pk, key, context, zone);
  end if;
end;
$$;

comment on function specql_cutover.try_row(
  bigint, text, text, jsonb, integer, text, integer, bigint, jsonb, text) is
  'Imports a row and what stands below it. An error that lies in the row is kept with it in tb_import_reject; any other '
  'error ends the import.';
