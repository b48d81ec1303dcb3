-- 011412  specql_governance.tg__number_policy_state()
-- Gives each change of rules, settings and waivers the next version, and lets none of them be deleted.

create or replace function specql_governance.tg__number_policy_state()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op in ('DELETE', 'TRUNCATE') then
    raise exception using
      errcode = 'SG402',
      message = format('rows of %s.%s cannot be removed', tg_table_schema, tg_table_name),
      detail = 'Earlier decisions were made under them.',
      hint = 'Disable the rule with app.set_policy_rule(), or revoke the waiver with app.revoke_policy_waiver().';
  end if;
  -- A seed that changes nothing makes no new state.
  if tg_op = 'UPDATE' and to_jsonb(new) - '{identifier,policy_version,updated_at,updated_by}'::text[]
    = to_jsonb(old) - '{identifier,policy_version,updated_at,updated_by}'::text[]
  then
    return null;
  end if;
  new.policy_version := nextval('specql_governance.sq_policy_version');
  return new;
end;
$$;

comment on function specql_governance.tg__number_policy_state() is
  'Before insert and update: sets policy_version, and skips an update that changes nothing. Before delete and truncate: SG402.';

create or replace trigger tr_100_number_state before insert or update on specql_governance.tb_policy_rule
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_100_number_state before insert or update on specql_governance.tb_policy_setting
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_100_number_state before insert or update on specql_governance.tb_policy_waiver
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_110_keep before delete on specql_governance.tb_policy_rule
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_110_keep before delete on specql_governance.tb_policy_setting
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_110_keep before delete on specql_governance.tb_policy_waiver
  for each row execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_120_keep_all before truncate on specql_governance.tb_policy_rule
  for each statement execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_120_keep_all before truncate on specql_governance.tb_policy_setting
  for each statement execute function specql_governance.tg__number_policy_state();
create or replace trigger tr_120_keep_all before truncate on specql_governance.tb_policy_waiver
  for each statement execute function specql_governance.tg__number_policy_state();

comment on trigger tr_100_number_state on specql_governance.tb_policy_rule is 'Numbers the state of the rules.';
comment on trigger tr_100_number_state on specql_governance.tb_policy_setting is 'Numbers the state of the rules.';
comment on trigger tr_100_number_state on specql_governance.tb_policy_waiver is 'Numbers the state of the rules.';
comment on trigger tr_110_keep on specql_governance.tb_policy_rule is 'Keeps rules for ever.';
comment on trigger tr_110_keep on specql_governance.tb_policy_setting is 'Keeps settings for ever.';
comment on trigger tr_110_keep on specql_governance.tb_policy_waiver is 'Keeps waivers for ever.';
comment on trigger tr_120_keep_all on specql_governance.tb_policy_rule is 'Keeps rules for ever.';
comment on trigger tr_120_keep_all on specql_governance.tb_policy_setting is 'Keeps settings for ever.';
comment on trigger tr_120_keep_all on specql_governance.tb_policy_waiver is 'Keeps waivers for ever.';
