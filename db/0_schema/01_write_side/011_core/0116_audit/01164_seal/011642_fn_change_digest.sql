-- 011642  specql_audit.change_digest()
-- The digest of a change, as it stands or as it would be under another number.

create or replace function specql_audit.change_digest(change specql_audit.tb_change, number bigint)
  returns bytea
  language sql
  stable
as $$
  select sha256(convert_to(jsonb_build_array(
    'specql.change', 1, number, change.id,
    extract(epoch from change.changed_at)::text, change.transaction_id::text,
    change.table_schema, change.table_name, change.row_id, change.operation,
    -- A missing row and the JSON null read the same in an array.
    change.old_row, change.old_row is null, change.new_row, change.new_row is null,
    change.actor, change.principal_kind, change.role_name, change.login_name
  )::text, 'UTF8'));
$$;

comment on function specql_audit.change_digest(specql_audit.tb_change, bigint) is
  'SHA-256 over a canonical text of the change: a name and a version, its number, then every other column.';
