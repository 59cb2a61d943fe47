CREATE OR REPLACE FUNCTION begin_create(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step));
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF NOT EXISTS (SELECT FROM site WHERE operation_id = op.id AND state = 'creating') THEN
    RAISE EXCEPTION 'operation % holds no reservation', op.id;
  END IF;
  RETURN ledger_allow_sending(op, step);
END $$;

-- Whether a marker on the farm says that this operation made the site, or one whose unknown outcome it took over.
CREATE OR REPLACE FUNCTION ledger_made_by(op operation, farm jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(farm->>'markerConsole' = (SELECT uuid::text FROM console) AND (
    farm->>'markerOperation' = op.id::text OR EXISTS (
      SELECT FROM operation earlier
      WHERE earlier.id::text = farm->>'markerOperation' AND earlier.kind = 'create' AND earlier.state = 'unknown'
        AND earlier.user_id = op.user_id AND earlier.domain = op.domain)), false);
$$;

-- The reservation becomes the member's wiki, as the farm describes it.
CREATE OR REPLACE FUNCTION ledger_created(op operation, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE site
    SET state = (farm->>'status')::site_state, operation_id = NULL,
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

-- Whether the site in a create's way is its own, as the farm describes it. Changes nothing.
CREATE OR REPLACE FUNCTION recognise_site(step jsonb, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF farm->>'status' <> 'archived' AND ledger_made_by(op, farm) THEN
    RETURN ledger_answer(op, 'go', NULL);
  END IF;
  RETURN ledger_answer(op, 'alreadyExists', step->'sentences'->>'alreadyExists');
END $$;

CREATE OR REPLACE FUNCTION confirm_create(step jsonb, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_created(op, farm, p_message));
END $$;
