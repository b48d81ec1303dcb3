/**
 * The rows of each store as its legacy file has them. Keys of rows are texts: see docs/library.md
 * for how they are made. What a file has besides is kept, and typed as `Value`.
 */

/** What a cell may hold. Integers that a number would cut come as `bigint`. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Any row: cells by name. */
export type AnyRow = { readonly [cell: string]: Value };

/** A text as YAML has it: every scalar of the registry and of the services is one. */
type Text = string | null;
type More = { readonly [cell: string]: Value | undefined };

/** A domain without what stands below it; its key is `domains.2`. */
export type DomainRow = More & {
  readonly name: Text;
  readonly description?: Text;
  readonly multi_tenant?: Text;
  readonly aliases?: readonly Text[] | null;
};

/** A subdomain without its entities; its key is `domains.2.subdomains.3`. */
export type SubdomainRow = More & {
  readonly name: Text;
  readonly description?: Text;
  readonly next_entity_sequence?: Text;
  readonly next_read_entity?: Text;
};

/** An entity; its key is `domains.2.subdomains.3.entities.Contact`. */
export type EntityRow = More & {
  readonly table_code?: Text;
  readonly entity_code?: Text;
  readonly assigned_at?: Text;
};

/** A read entity with its files; its key ends with `read_entities.tv_contact`. */
export type ReadEntityRow = More & {
  readonly code?: Text;
  readonly entity_number?: Text;
  readonly view_type?: Text;
  readonly assigned_at?: Text;
  readonly files?: readonly (More & {
    readonly code?: Text;
    readonly type?: Text;
    readonly name?: Text;
    readonly file_num?: Text;
  })[];
};

/** Tables of the registry. */
export interface RegistryTables {
  readonly domains: DomainRow;
  readonly subdomains: SubdomainRow;
  readonly entities: EntityRow;
  readonly read_entities: ReadEntityRow;
  /** By top-level key: everything but `domains`. */
  readonly document: Value;
}

/** A service, operations included; its key is its name. */
export type ServiceRow = More & {
  readonly name: Text;
  readonly domain?: Text;
  readonly database?: Text;
  readonly schemas?: readonly Text[] | null;
  readonly dependencies?: readonly Text[] | null;
  readonly type?: Text;
  readonly category?: Text;
  readonly execution_type?: Text;
  readonly operations?: Value;
};

export interface ServicesTables {
  readonly services: ServiceRow;
  readonly document: Value;
}

/** Sections of a type registry; keys are the types' names. */
export interface TypesTables {
  readonly scalar_types: AnyRow;
  readonly composite_types: AnyRow;
  readonly document: Value;
  readonly [section: string]: Value;
}

/** A pattern for a domain; its key is its `id`. */
export type DomainPatternRow = More & {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly description: string | null;
  readonly parameters: string;
  readonly implementation: string;
  readonly tags?: string | null;
};

/** Tables of a pattern library. */
export interface PatternsTables {
  readonly domain_patterns: DomainPatternRow;
  readonly patterns: AnyRow;
  readonly languages: AnyRow;
  readonly pattern_implementations: AnyRow;
  readonly entity_templates: AnyRow;
  readonly pattern_instantiations: AnyRow;
  readonly [table: string]: AnyRow | More;
}

/** A memory; its key is its `id`. */
export type MemoryEntityRow = More & {
  readonly id: number;
  readonly org_id: string;
  readonly text?: string | null;
  readonly content?: string | null;
  readonly entity_type?: string | null;
  readonly importance?: number | null;
  readonly metadata?: string | null;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
};

export type MemoryRelationRow = More & {
  readonly id: number;
  readonly source_id: number;
  readonly target_id: number;
  readonly relation_type: string;
  readonly strength?: number | null;
};

export type MemoryTagRow = More & {
  readonly id: number;
  readonly entity_id: number;
  readonly tag: string;
};

export type RawDocumentRow = More & {
  readonly id: number;
  readonly org_id: string;
  readonly content: string | null;
};

export type StructuredFactRow = More & {
  readonly id: number;
  readonly org_id: string;
  readonly doc_id?: number | null;
};

/** Tables of a memory workspace, of either shape. */
export interface MemoryTables {
  readonly memory_entities: MemoryEntityRow;
  readonly memory_relations: MemoryRelationRow;
  readonly memory_tags: MemoryTagRow;
  readonly raw_documents: RawDocumentRow;
  readonly structured_facts: StructuredFactRow;
  readonly [table: string]: AnyRow | More;
}

/** `["npm", "react"]` */
export type PackageRef = readonly [ecosystem: string, name: string];

/** A package; its key is `npm/react`, in lower case. */
export type ProjectRow = More & {
  readonly name: string;
  readonly ecosystem: string;
  readonly version?: string | null;
  readonly description?: string | null;
  readonly dependency_count?: number | null;
};

export type ContributorRow = More & {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly email?: string | null;
  readonly hourly_rate?: string | null;
};

export type AssetRow = More & {
  readonly id: string;
  readonly type: string;
  readonly description?: string | null;
  /** Money is text, so that no digit is lost. */
  readonly total_cost?: string | null;
};

export type ContributionRow = More & {
  readonly id: string;
  readonly contributor_id: string;
  readonly asset_id: string;
  readonly cost_amount: string;
};

/** Tables of a network store. */
export interface NetworkTables {
  readonly projects: ProjectRow;
  /** Its key is `npm/a > npm/b`. */
  readonly edges: readonly [from: PackageRef, to: PackageRef];
  readonly contributors: ContributorRow;
  readonly assets: AssetRow;
  readonly contributions: ContributionRow;
  readonly github_contributors: AnyRow;
  readonly github_organizations: AnyRow;
  readonly github_contributes_to: readonly [id: string, project: PackageRef];
  readonly document: Value;
}

/** A task of an agent; its key is its `id`. */
export type TaskRow = More & {
  readonly id: string;
  readonly direction: string;
  readonly task_type?: string;
  readonly status: "pending" | "running" | "completed" | "failed" | "needs_decision";
  readonly model?: string | null;
  readonly command?: string | null;
  readonly output?: string | null;
  readonly context?: Value;
  readonly progress_pct?: number | null;
  readonly current_step?: string | null;
  readonly claimed_by?: string | null;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
};

export interface TasksTables {
  readonly tasks: TaskRow;
  readonly document: Value;
}

/** The tables of each store. */
export interface StoreTables {
  readonly registry: RegistryTables;
  readonly services: ServicesTables;
  readonly types: TypesTables;
  readonly patterns: PatternsTables;
  readonly memory: MemoryTables;
  readonly network: NetworkTables;
  readonly tasks: TasksTables;
}
