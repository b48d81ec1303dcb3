-- 0114D3  specql_governance.tg__row_is_final()
-- Rows that say what was decided, asked or refused are never changed or removed.

create or replace function specql_governance.tg__row_is_final()
  returns trigger
  language plpgsql
as $$
begin
  perform specql_governance.refuse(
    code => 'SG402',
    message => format('%s on %s.%s is not allowed', lower(tg_op), tg_table_schema, tg_table_name),
    detail => 'Its rows are the record of what was asked, decided and refused.',
    hint => 'Use the functions of app; each writes a row of its own.',
    field => null
  );
  return null;
end;
$$;

comment on function specql_governance.tg__row_is_final() is
  'Before update, delete or truncate: SG402. Fires for the owner and for superusers too.';

create or replace trigger tr_100_row_is_final
  before update or delete or truncate on specql_governance.tb_refusal
  for each statement execute function specql_governance.tg__row_is_final();

comment on trigger tr_100_row_is_final on specql_governance.tb_refusal is 'Append only.';

create or replace trigger tr_100_row_is_final
  before update or delete or truncate on specql_governance.tb_revision
  for each statement execute function specql_governance.tg__row_is_final();

comment on trigger tr_100_row_is_final on specql_governance.tb_revision is 'Append only.';

create or replace trigger tr_100_row_is_final
  before update or delete or truncate on specql_governance.tb_review
  for each statement execute function specql_governance.tg__row_is_final();

comment on trigger tr_100_row_is_final on specql_governance.tb_review is 'Append only.';

create or replace trigger tr_100_row_is_final
  before update or delete or truncate on specql_governance.tb_event
  for each statement execute function specql_governance.tg__row_is_final();

comment on trigger tr_100_row_is_final on specql_governance.tb_event is 'Append only.';

create or replace trigger tr_100_row_stays
  before delete or truncate on specql_governance.tb_schema_request
  for each statement execute function specql_governance.tg__row_is_final();

comment on trigger tr_100_row_stays on specql_governance.tb_schema_request is 'A request is withdrawn, never removed.';

-- They fire even where a session calls itself a replica.
alter table specql_governance.tb_refusal enable always trigger tr_100_row_is_final;
alter table specql_governance.tb_revision enable always trigger tr_100_row_is_final;
alter table specql_governance.tb_review enable always trigger tr_100_row_is_final;
alter table specql_governance.tb_event enable always trigger tr_100_row_is_final;
alter table specql_governance.tb_schema_request enable always trigger tr_100_row_stays;
