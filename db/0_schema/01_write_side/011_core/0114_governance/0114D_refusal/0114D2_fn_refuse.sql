-- 0114D2  specql_governance.refuse()
-- Says no, so that it is not forgotten when the transaction is rolled back.

create or replace function specql_governance.refuse(
  code       text,
  message    text,
  detail     text,
  hint       text,
  field      text,
  request_id uuid default null
)
  returns void
  language plpgsql
  volatile
as $$
begin
  -- A line of the server log and a number of a sequence are not rolled back; all else would be.
  raise log 'specql refused % no. %: actor % login % role % kind % request %: %',
    code, nextval('specql_governance.sq_refusal'), quote_literal(common.current_actor()), session_user,
    common.current_role_name(), common.current_principal_kind(), coalesce(request_id::text, '-'), message;
  raise exception using
    errcode = refuse.code,
    message = refuse.message,
    detail = coalesce(refuse.detail, ''),
    hint = coalesce(refuse.hint, ''),
    column = coalesce(refuse.field, '');
end;
$$;

comment on function specql_governance.refuse(text, text, text, text, text, uuid) is
  'Raises the error, after a line in the server log and a number of specql_governance.sq_refusal, which outlive the '
  'transaction: an attempt leaves a trace whatever door it came through.';
