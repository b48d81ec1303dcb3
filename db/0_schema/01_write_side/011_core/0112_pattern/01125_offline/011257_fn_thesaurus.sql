-- 011257  specql_pattern.thesaurus()
-- Words of business software that mean about the same.
-- Made by a block: the lines below are for people, the object that the function returns is for look-ups.

do $build$
declare
  -- A line for each idea. A word may stand in several.
  v_groups constant text := $groups$
    approve approval authorize authorise confirm consent agree permit grant accept endorse sign release boss supervisor manager reviewer
    reject refuse deny decline disallow forbid block prevent stop ban
    review check inspect verify validate examine control audit test proof prove
    manager boss supervisor lead leader head chief superior
    employee worker staff personnel colleague people person human workforce
    vacation holiday leave absence day off
    customer client buyer purchaser consumer guest member subscriber
    supplier vendor seller provider partner
    company organisation organization firm enterprise business corporation tenant
    purchase buy order acquire procurement
    sell sale shop store retail checkout cart basket
    invoice bill receipt
    pay payment money transfer remit settle
    debt owe loan credit liability due overdue
    price cost charge fee amount tariff
    discount rebate cheaper reduction promotion coupon voucher
    refund return reimburse back
    currency money dollar euro exchange
    tax vat duty levy
    bank account iban
    accounting bookkeeping ledger journal debit
    subscription recurring plan membership renew
    installment rate portion loan repay
    stock inventory warehouse goods shelf
    product article item goods merchandise commodity
    batch lot consignment
    device machine hardware equipment laptop phone asset
    warranty guarantee
    part component piece assembly material
    deliver delivery ship shipping shipment dispatch
    reserve reservation hold book booking
    appointment meeting slot calendar schedule
    repeat recurring repetition periodic every regularly
    shift roster duty rota
    queue wait waiting backlog
    cancel abort withdraw revoke undo rollback compensate
    doctor physician patient clinic medical
    delete remove erase wipe purge drop discard destroy
    restore undelete recover revert bring
    archive old historic history past former
    expire expiry retention lapse deadline timeout
    version revision history past earlier temporal
    change modify alter update edit amend
    log record journal protocol trace track write
    view read look see access open
    tamper manipulate forge falsify alter
    personal private privacy gdpr sensitive confidential
    anonymous anonymise anonymize mask unrecognisable pseudonym
    encrypt cipher secret unreadable key
    export portability copy download extract
    import load upload ingest
    spreadsheet csv excel table column
    file document pdf attachment paper contract
    text word sentence message letter
    mail email mailbox newsletter
    notify notification alert inform tell message warn alarm
    remind reminder dunning chase
    comment discussion conversation reply note remark thread
    timeline feed stream activity chronological
    template placeholder form pattern
    language translation localised multilingual french german english locale mother tongue
    timezone utc zone clock daylight
    date day period month year week time
    tree hierarchy nested parent child subtree branch folder
    ancestor parent above descendant
    category group kind class classification taxonomy department
    tag label keyword
    department team unit division
    graph network link edge closure
    address street zip postal city
    country jurisdiction foreign region
    location place near distance closest geographic map position
    search find lookup query retrieve
    typo misspelt misspelled mistyped fuzzy similar spelling
    filter narrow facet
    rank order best score
    duplicate double twice same merge
    unique distinct once only
    reference code list lookup standard official
    user account login person
    password credential login sign authentication
    token key api secret
    role permission right privilege access grant entitlement
    separate segregation conflict duties
    lock lockout block suspend
    session logout signed device
    factor otp authenticator second
    limit quota throttle maximum threshold exceed
    request call invocation
    cache remember buffer keep
    slow expensive performance fast quick speed
    aggregate total sum summary figure statistics report dashboard
    night nightly batch overnight
    partition piece split cut huge big large
    event happen occurrence trigger
    message publish broadcast emit
    retry again attempt repeat
    fail failure error fault wrong break broken faulty
    webhook callback url http
    idempotent deduplication twice
    transaction commit atomic
    distributed service microservice system
    sync replicate replication feed follow step
    worker background job process task
    monitor watchdog heartbeat silence alive
    configuration setting parameter option preference
    environment production staging
    toggle flag rollout switch enable feature
    custom dynamic additional own extra define
    attribute property field characteristic
    variant size colour color option
    survey questionnaire question answer poll
    mandatory required compulsory obligatory necessary
    condition depend rule if
    overlap collision clash conflict double
    start begin first
    end finish complete last
    status state phase stage lifecycle
    transition step move advance pass
    draft unpublished author
    publish live visible online public release
    escalate escalation rise severity promise sla
    support ticket case help issue
    task todo checklist duty assignment
    onboarding join new newcomer
    priority urgent important
    number sequence serial identifier id
    gap hole gapless consecutive
    checksum digit hash
    integrity chain prove
    quantity count many units
    level tier step
    minimum below threshold shortage
    replenish reorder refill
    recall contaminate trace traceability
    isolate separate isolation own
    visible show display appear
    hide invisible
    statement line entry row record
    match reconcile assign pair
    interest principal
    score rating result
    employee hr staff recruit
    skill ability qualification
  $groups$;
  v_map jsonb;
begin
  select jsonb_object_agg(m.stem, m.words)
  into v_map
  from (
    select specql_pattern.stem(w.word) as stem, jsonb_agg(distinct o.word) as words
    from regexp_split_to_table(v_groups, '\n') as g (line)
    cross join regexp_split_to_table(btrim(g.line), ' +') as w (word)
    cross join regexp_split_to_table(btrim(g.line), ' +') as o (word)
    where w.word <> ''
    group by 1
  ) as m;

  execute format($function$
    create or replace function specql_pattern.thesaurus()
      returns jsonb
      language plpgsql
      immutable
      parallel safe
    as $body$
    begin
      -- Made by 011257_fn_thesaurus.sql from its list of words.
      return %L::jsonb;
    end;
    $body$
  $function$, v_map);
end;
$build$;

comment on function specql_pattern.thesaurus() is
  'An object of stems, each with the words that mean about the same. Used when something is searched for, and not in '
  'the vectors: those are stored, and this list will grow.';
