-- 011442  specql_governance.content_hash()
-- The hash that approvals are bound to.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function specql_governance.content_hash(content jsonb, operations jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  -- The text of a jsonb is canonical: keys sorted, no formatting. The first element names this way of hashing.
  return encode(sha256(convert_to(jsonb_build_array('specql.revision.1', content, operations)::text, 'UTF8')), 'hex');
end;
$$;

comment on function specql_governance.content_hash(jsonb, jsonb) is
  'SHA-256, in hex, of the canonical text of a revision''s content and operations.';
