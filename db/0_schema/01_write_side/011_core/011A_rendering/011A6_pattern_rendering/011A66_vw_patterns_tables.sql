-- 011A66  specql_cutover.lr_patterns_…
-- The tables of a legacy pattern library, as it has them: one view for each, all alike.
-- Deprecated patterns stay: the file has no word for it. The rows are in the order of their numbers, as in the file.

create or replace view specql_cutover.lr_patterns_languages as
select
  specql_cutover.library_row_key(t.legacy, t.pk_language) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_language) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_language)::bigint else t.pk_language end as position,
  specql_cutover.library_entry('languages', t.pk_language, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_language as t
-- The delivered languages are no rows of a file, until a file names them or somebody uses them.
where t.legacy is not null
  or (t.language_name, t.ecosystem, t.paradigm) is distinct from ('postgresql', 'postgresql', 'declarative')
    and (t.language_name, t.ecosystem, t.paradigm) is distinct from ('python_django', 'python', 'imperative')
    and (t.language_name, t.ecosystem, t.paradigm) is distinct from ('python_sqlalchemy', 'python', 'imperative')
  or t.version is not null
  or exists (select from specql_pattern.tb_pattern_implementation as i where i.fk_language = t.pk_language)
  or exists (select from specql_pattern.tb_language_capability as c where c.fk_language = t.pk_language);

comment on view specql_cutover.lr_patterns_languages is 'Rows of the legacy table languages.';
comment on column specql_cutover.lr_patterns_languages.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_languages.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_languages.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_languages.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_language_capabilities as
select
  specql_cutover.library_row_key(t.legacy, t.pk_language_capability) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_language_capability) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_language_capability)::bigint else t.pk_language_capability end as position,
  specql_cutover.library_entry('language_capabilities', t.pk_language_capability, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_language_capability as t;

comment on view specql_cutover.lr_patterns_language_capabilities is 'Rows of the legacy table language_capabilities.';
comment on column specql_cutover.lr_patterns_language_capabilities.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_language_capabilities.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_language_capabilities.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_language_capabilities.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern)::bigint else t.pk_universal_pattern end as position,
  specql_cutover.library_entry('patterns', t.pk_universal_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_universal_pattern as t
where t.pattern_kind = 'pattern';

comment on view specql_cutover.lr_patterns_patterns is 'Rows of the legacy table patterns.';
comment on column specql_cutover.lr_patterns_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_implementations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation)::bigint else t.pk_pattern_implementation end as position,
  specql_cutover.library_entry('pattern_implementations', t.pk_pattern_implementation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_implementation as t
where exists (
  select from specql_pattern.tb_universal_pattern as u
  where u.pk_universal_pattern = t.fk_universal_pattern and u.pattern_kind = 'pattern');

comment on view specql_cutover.lr_patterns_pattern_implementations is 'Rows of the legacy table pattern_implementations.';
comment on column specql_cutover.lr_patterns_pattern_implementations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_implementations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_implementations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_implementations.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_dependencies as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency)::bigint else t.pk_pattern_dependency end as position,
  specql_cutover.library_entry('pattern_dependencies', t.pk_pattern_dependency, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_dependency as t
where t.fk_universal_pattern is not null;

comment on view specql_cutover.lr_patterns_pattern_dependencies is 'Rows of the legacy table pattern_dependencies.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_expression_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern)::bigint else t.pk_universal_pattern end as position,
  specql_cutover.library_entry('expression_patterns', t.pk_universal_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_universal_pattern as t
where t.pattern_kind = 'expression';

comment on view specql_cutover.lr_patterns_expression_patterns is 'Rows of the legacy table expression_patterns.';
comment on column specql_cutover.lr_patterns_expression_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_expression_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_expression_implementations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation)::bigint else t.pk_pattern_implementation end as position,
  specql_cutover.library_entry('expression_implementations', t.pk_pattern_implementation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_implementation as t
where exists (
  select from specql_pattern.tb_universal_pattern as u
  where u.pk_universal_pattern = t.fk_universal_pattern and u.pattern_kind = 'expression');

comment on view specql_cutover.lr_patterns_expression_implementations is 'Rows of the legacy table expression_implementations.';
comment on column specql_cutover.lr_patterns_expression_implementations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_implementations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_implementations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_expression_implementations.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_domain_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern)::bigint else t.pk_domain_pattern end as position,
  specql_cutover.library_entry('domain_patterns', t.pk_domain_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_domain_pattern as t;

comment on view specql_cutover.lr_patterns_domain_patterns is 'Rows of the legacy table domain_patterns.';
comment on column specql_cutover.lr_patterns_domain_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_domain_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_domain_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_domain_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_entity_templates as
select
  specql_cutover.library_row_key(t.legacy, t.pk_entity_template) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_entity_template) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_entity_template)::bigint else t.pk_entity_template end as position,
  specql_cutover.library_entry('entity_templates', t.pk_entity_template, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_entity_template as t;

comment on view specql_cutover.lr_patterns_entity_templates is 'Rows of the legacy table entity_templates.';
comment on column specql_cutover.lr_patterns_entity_templates.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_templates.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_templates.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_entity_templates.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_entity_template_dependencies as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency)::bigint else t.pk_pattern_dependency end as position,
  specql_cutover.library_entry('entity_template_dependencies', t.pk_pattern_dependency, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_dependency as t
where t.fk_entity_template is not null;

comment on view specql_cutover.lr_patterns_entity_template_dependencies is 'Rows of the legacy table entity_template_dependencies.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_instantiations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation)::bigint else t.pk_pattern_instantiation end as position,
  specql_cutover.library_entry('pattern_instantiations', t.pk_pattern_instantiation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_instantiation as t;

comment on view specql_cutover.lr_patterns_pattern_instantiations is 'Rows of the legacy table pattern_instantiations.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.also is 'Other values that an attribute may have.';

create index if not exists ix_tb_language__legacy_key on specql_pattern.tb_language (specql_cutover.library_row_key(legacy, pk_language));
comment on index specql_pattern.ix_tb_language__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_language_capability__legacy_key on specql_pattern.tb_language_capability (specql_cutover.library_row_key(legacy, pk_language_capability));
comment on index specql_pattern.ix_tb_language_capability__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_universal_pattern__legacy_key on specql_pattern.tb_universal_pattern (specql_cutover.library_row_key(legacy, pk_universal_pattern));
comment on index specql_pattern.ix_tb_universal_pattern__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_implementation__legacy_key on specql_pattern.tb_pattern_implementation (specql_cutover.library_row_key(legacy, pk_pattern_implementation));
comment on index specql_pattern.ix_tb_pattern_implementation__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_dependency__legacy_key on specql_pattern.tb_pattern_dependency (specql_cutover.library_row_key(legacy, pk_pattern_dependency));
comment on index specql_pattern.ix_tb_pattern_dependency__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_domain_pattern__legacy_key on specql_pattern.tb_domain_pattern (specql_cutover.library_row_key(legacy, pk_domain_pattern));
comment on index specql_pattern.ix_tb_domain_pattern__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_entity_template__legacy_key on specql_pattern.tb_entity_template (specql_cutover.library_row_key(legacy, pk_entity_template));
comment on index specql_pattern.ix_tb_entity_template__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_instantiation__legacy_key on specql_pattern.tb_pattern_instantiation (specql_cutover.library_row_key(legacy, pk_pattern_instantiation));
comment on index specql_pattern.ix_tb_pattern_instantiation__legacy_key is 'For the rows of the legacy file, by key.';
