-- 022171  app.evolution_kpis
-- What was expected of a decision, and what came of it.

create or replace view app.evolution_kpis as
select
  r.id,
  r.pk_evolution_kpi as legacy_id,
  d.id as decision_id,
  d.org_id,
  r.kpi_name,
  r.expected_value,
  r.actual_value,
  r.measured_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_evolution_kpi as r
  join memory.tb_decision as d on d.pk_decision = r.fk_decision;

comment on view app.evolution_kpis is
  E'@primaryKey id\n'
  '@foreignKey (decision_id) references app.decisions (id)\n'
  '@orderBy legacy_id\n'
  'What was expected of a decision, and what came of it.';
comment on column app.evolution_kpis.id is E'@notNull\nPublic key.';
comment on column app.evolution_kpis.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.evolution_kpis.decision_id is E'@notNull\nThe decision.';
comment on column app.evolution_kpis.org_id is 'The organisation that the decision belongs to.';
comment on column app.evolution_kpis.kpi_name is 'What is measured.';
comment on column app.evolution_kpis.expected_value is 'What was expected.';
comment on column app.evolution_kpis.actual_value is 'What came of it.';
comment on column app.evolution_kpis.measured_at is 'When it was measured.';
comment on column app.evolution_kpis.created_at is E'@notNull\nWhen it was made.';
comment on column app.evolution_kpis.created_by is E'@notNull\nWho made it here.';
comment on column app.evolution_kpis.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.evolution_kpis to specql_reader;
