-- 0114BF  specql_governance.check_requests()
-- The request around a change: GOV01 to GOV14, TXN05. facts.request says what the workflow knows.

create or replace function specql_governance.check_requests(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
declare
  v_request constant jsonb := facts -> 'request';
  v_object  constant text := (select o.object from unnest(change.operations) as o limit 1);
  v_is_new  constant boolean := coalesce((select o.is_new from unnest(change.operations) as o limit 1), true);
begin
  if v_request is null then
    return;
  end if;
  -- Each speaks only where the workflow has said something about its subject.
  return query
    select v.rule_id, 1, v.field, null::integer, null::integer, v_object, v_is_new,
      jsonb_build_object('table', v_object, 'what', v.what)
    from (values
      ('GOV01', v_request ? 'justification' and coalesce(btrim(v_request ->> 'justification'), '') = '', 'requestMetadata.justification', null),
      ('GOV02', v_request ? 'owner' and coalesce(btrim(v_request ->> 'owner'), '') = '', 'owner', null),
      ('GOV03', v_request ? 'related_issue' and coalesce(btrim(v_request ->> 'related_issue'), '') = '', 'requestMetadata.relatedIssue', null),
      ('GOV04', v_request ? 'down_sql' and coalesce(btrim(v_request ->> 'down_sql'), '') = ''
        and not coalesce((v_request ->> 'irreversible')::boolean, false), 'downSql', null),
      ('GOV05', (v_request ->> 'requests_last_hour')::bigint > (settings #>> '{GOV05,per_hour}')::bigint, 'requestMetadata.requestedBy',
        v_request ->> 'requests_last_hour'),
      ('GOV06', v_request ? 'approver' and v_request ->> 'approver' = v_request ->> 'requester', 'review', v_request ->> 'approver'),
      ('GOV07', v_request ? 'approved_hash' and v_request ->> 'approved_hash' <> v_request ->> 'content_hash', 'schemaJson', null),
      ('GOV08', v_request ? 'planned_fingerprint' and v_request ->> 'planned_fingerprint' <> v_request ->> 'actual_fingerprint', 'tableName', null),
      ('GOV09', jsonb_array_length(coalesce(nullif(v_request -> 'other_open', 'null'), '[]')) > 0, 'tableName',
        (select string_agg(x.value, ', ') from jsonb_array_elements_text(coalesce(nullif(v_request -> 'other_open', 'null'), '[]')) as x (value))),
      ('GOV10', v_request ? 'table_code' and (v_request ->> 'table_code' is null
        or v_request ? 'domain_number' and substr(v_request ->> 'table_code', 3, 1) <> v_request ->> 'domain_number'), 'tableCode',
        coalesce(v_request ->> 'table_code', 'none')),
      ('GOV11', v_request ? 'risk' and (v_request ->> 'approvals')::integer
        < (settings #>> array['GOV11', v_request ->> 'risk'])::integer, 'review', v_request ->> 'risk'),
      ('GOV12', v_request ? 'waiver' and (coalesce(btrim(v_request #>> '{waiver,reason}'), '') = ''
        or v_request #>> '{waiver,expires_at}' is null), 'waiver', v_request #>> '{waiver,rule}'),
      ('GOV13', jsonb_array_length(v_request -> 'principals') > 0 and not v_request -> 'principals' ? 'human', 'review', null),
      ('GOV14', (v_request ->> 'rows')::bigint > (settings #>> '{GOV14,rows}')::bigint, 'tableName', v_request ->> 'rows'),
      ('TXN05', v_request ->> 'pending_dependency' is not null, 'requestMetadata', v_request ->> 'pending_dependency')
    ) as v (rule_id, hit, field, what)
    where v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_requests(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about requests, from facts.request (docs/operations.md). The workflow''s triggers hold most of them too; '
  'here they are said before somebody runs into them.';
