-- 011458  specql_governance.refuse_final_change()
-- Only what moves a request may change: whose it is, and what it is about, may not.

create or replace function specql_governance.refuse_final_change(old_row jsonb, new_row jsonb, request_id uuid)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_moving constant text[] := array[
    'status', 'status_reason', 'status_changed_at', 'status_changed_by', 'revision_number', 'objects',
    'approved_hash', 'approved_at', 'table_code', 'updated_at', 'updated_by', 'identifier'
  ];
  v_column text;
begin
  select o.key
  into v_column
  from jsonb_each(old_row - v_moving) as o
  where new_row -> o.key is distinct from o.value
  order by o.key
  limit 1;
  if v_column is null and old_row -> 'objects' <> new_row -> 'objects'
    and old_row -> 'revision_number' = new_row -> 'revision_number'
  then
    v_column := 'objects';
  end if;
  if v_column is not null then
    perform specql_governance.refuse(
      'SG402', format('%s is final', v_column), null,
      'Use app.revise_schema_request(), or submit another request.', v_column, request_id);
  end if;
end;
$$;

comment on function specql_governance.refuse_final_change(jsonb, jsonb, uuid) is
  'SG402 where a column of a request changes that is none of its status, revision or approval.';
