CREATE OR REPLACE FUNCTION begin_create(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step),
    ledger_wrong_person(op, step));
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF NOT EXISTS (SELECT FROM site WHERE operation_id = op.id AND state = 'creating') THEN
    RAISE EXCEPTION 'operation % holds no reservation', op.id;
  END IF;
  RETURN ledger_allow_sending(op, step);
END $$;

-- Whether a marker on the farm says that this operation made the site, or an earlier create of the same member that
-- never learned so: one whose reservation this one took over, or whose request came late.
CREATE OR REPLACE FUNCTION ledger_made_by(op operation, farm jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(farm->>'markerConsole' = (SELECT uuid::text FROM console) AND (
    farm->>'markerOperation' = op.id::text OR EXISTS (
      SELECT FROM operation earlier
      WHERE earlier.id::text = farm->>'markerOperation' AND earlier.kind = 'create'
        AND earlier.outcome IS DISTINCT FROM 'created'
        AND earlier.user_id = op.user_id AND earlier.domain = op.domain)), false);
$$;

-- Whether the console ever had a wiki of this operation's name, besides the reservation of its own.
CREATE OR REPLACE FUNCTION ledger_knew(op operation) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM site WHERE domain = op.domain AND operation_id IS DISTINCT FROM op.id)
    OR EXISTS (SELECT FROM archived_site WHERE domain = op.domain)
    OR EXISTS (SELECT FROM tombstone WHERE domain = op.domain)
    OR EXISTS (SELECT FROM operation WHERE domain = op.domain AND id <> op.id AND state IN ('done', 'unknown'))
    OR EXISTS (SELECT FROM audit_event WHERE domain = op.domain AND action LIKE 'sync-%');
$$;

-- What the site in a create's way is, as the farm describes it (JSON null: it has the folder, but no site in it). The
-- order of the questions counts: our own marker also stands on a wiki that has been deleted since, or given away.
CREATE OR REPLACE FUNCTION ledger_verdict(op operation, farm jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN farm = 'null' THEN 'inconsistent'
    WHEN ledger_made_by(op, farm) AND farm->>'status' <> 'archived' THEN 'go'
    -- Another console's, unless that one was ours before its database was lost.
    WHEN farm->>'markerConsole'
      NOT IN (SELECT uuid::text FROM console UNION ALL SELECT uuid FROM former_console) THEN 'alreadyExists'
    WHEN archived.id IS NOT NULL THEN ledger_offer(archived, op.user_id)
    -- Made by this create and archived behind its back, before anybody knew of it.
    WHEN ledger_made_by(op, farm) THEN 'restoreInstead'
    WHEN farm->>'status' = 'archived' OR farm->>'markerConsole' = (SELECT uuid::text FROM console)
      THEN 'alreadyExists'
    WHEN farm->>'subject' IS NOT NULL THEN
      CASE WHEN farm->>'subject' = op.subject AND NOT ledger_knew(op) THEN 'adopt' ELSE 'alreadyExists' END
    WHEN farm->>'ownerName' = 'Unknown' AND (farm->>'pages')::int = 0 THEN 'visitedBefore'
    ELSE 'alreadyExists'
  END
  FROM (SELECT) AS one LEFT JOIN archived_site archived ON archived.domain = op.domain;
$$;

-- Ends a create that met a site which isn't its own, with that verdict. What administrators should know of the farm
-- stands in the audit event, and as a finding where no listing can show it.
CREATE OR REPLACE FUNCTION ledger_not_created(op operation, step jsonb, verdict text, farm jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  answer jsonb;
  detail text := CASE verdict
    WHEN 'inconsistent' THEN 'The farm has a folder of this name without a site in it, so the name can''t be used. '
      'Have a look at it on the farm''s disk, and remove it if nothing in it is wanted.'
    WHEN 'visitedBefore' THEN 'The farm has an empty site of this name that nobody owns: a visit to the address makes '
      'one. Remove it on the farm''s disk and restart the farm, then the name can be used.'
  END;
BEGIN
  IF verdict = 'restoreInstead' THEN
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, operation_id,
        farm_subject)
      SELECT domain, owner_id, owner_source, is_custom_domain, 'active', op.id, farm->>'subject'
        FROM site WHERE operation_id = op.id AND state = 'creating'
      ON CONFLICT (domain) DO NOTHING;
  ELSIF verdict = 'inconsistent' THEN
    INSERT INTO sync_finding (domain, kind, detail, run_id)
      VALUES (op.domain, verdict, detail, coalesce(op.run_id, op.id::text))
      ON CONFLICT (domain, kind) DO UPDATE SET detail = excluded.detail, run_id = excluded.run_id;
  END IF;
  PERFORM ledger_release(op);
  answer := ledger_refuse(op, step, verdict);
  UPDATE audit_event SET note = detail WHERE id = currval('audit_event_id_seq') AND detail IS NOT NULL;
  RETURN answer;
END $$;

-- The reservation becomes the member's wiki, as the farm describes it. One that was adopted is theirs because the farm
-- says so. One that we made can be read-only only because it had to be secured. One whose running site gave no answer
-- (`silent`) is asked again.
CREATE OR REPLACE FUNCTION ledger_created(op operation, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  made boolean := ledger_made_by(op, farm);
BEGIN
  UPDATE site
    SET state = (farm->>'status')::site_state, operation_id = NULL,
      owner_source = CASE WHEN made THEN owner_source ELSE 'farm' END,
      secured_at = CASE WHEN farm->>'status' = 'readonly' AND NOT is_custom_domain
        AND (made OR (farm->>'secured')::boolean) THEN clock_timestamp() END,
      probe_due = CASE WHEN (farm->>'silent')::boolean THEN clock_timestamp() END,
      farm_subject = farm->>'subject', farm_status = farm->>'status',
      farm_marker_console = farm->>'markerConsole', farm_marker_operation = farm->>'markerOperation',
      pages = (farm->>'pages')::int, storage_bytes = (farm->>'storageBytes')::bigint,
      last_modified = (farm->>'lastModified')::timestamptz, confirmed_at = clock_timestamp()
    WHERE operation_id = op.id AND state = 'creating';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'operation % holds no reservation', op.id;
  END IF;
  DELETE FROM archived_site WHERE domain = op.domain;
  RETURN ledger_end(op, 'done', 'created', p_message);
END $$;

-- Whether the site in a create's way is its own, or the member's from before the console knew it: `go` or `adopt`, with
-- nothing changed. Else the create ends here.
CREATE OR REPLACE FUNCTION recognise_site(step jsonb, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step));
  verdict text := ledger_verdict(op, farm);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF verdict IN ('go', 'adopt') THEN
    RETURN ledger_answer(op, verdict, NULL);
  END IF;
  RETURN ledger_not_created(op, step, verdict, farm);
END $$;

CREATE OR REPLACE FUNCTION confirm_create(step jsonb, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_created(op, farm, p_message));
END $$;
