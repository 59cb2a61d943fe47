-- What the owner of an archived wiki hears who asks for a new one of its name, and what everybody else hears. What an
-- administrator archived can't be restored by its owner.
CREATE OR REPLACE FUNCTION ledger_offer(archived archived_site, p_user_id int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN archived.owner_id <> p_user_id OR archived.owner_source = 'default' THEN 'alreadyExists'
    WHEN archived.archived_by_id <> p_user_id THEN 'archivedByAdministrator'
    ELSE 'restoreInstead'
  END;
$$;

-- What a name is kept for, although no site has it: a refusal, or null. An archived wiki can be restored by its owner
-- alone; to everybody else it is a wiki that exists. A tombstone keeps the name of a wiki that the farm may still run.
CREATE OR REPLACE FUNCTION ledger_kept_name(op operation, step jsonb, member users) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  archived archived_site;
  dead tombstone;
BEGIN
  SELECT * INTO archived FROM archived_site WHERE domain = op.domain;
  IF FOUND THEN
    RETURN ledger_refuse(op, step, ledger_offer(archived, member.id));
  END IF;
  SELECT * INTO dead FROM tombstone WHERE domain = op.domain;
  IF FOUND THEN
    RETURN ledger_end(op, 'refused', 'nameKept', step->'sentences'->>
      CASE WHEN dead.owner_id = member.id AND dead.owner_source <> 'default' THEN 'nameKeptForYou' ELSE 'nameKept' END);
  END IF;
  RETURN NULL;
END $$;

-- What a hold's name is to somebody who asks for a new wiki of that name: a refusal, or null. Whose wiki it was last
-- reads why; to everybody else the hold is no matter of theirs. Administrators are refused only what is kept.
CREATE OR REPLACE FUNCTION ledger_held_name(op operation, step jsonb, member users) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF member.is_admin OR NOT EXISTS (SELECT FROM hold WHERE domain = op.domain) THEN
    RETURN NULL;
  ELSIF EXISTS (SELECT FROM archived_site
      WHERE domain = op.domain AND owner_id = member.id AND owner_source <> 'default')
    OR EXISTS (SELECT FROM tombstone
      WHERE domain = op.domain AND owner_id = member.id AND owner_source <> 'default') THEN
    RETURN ledger_held(op, step);
  END IF;
  RETURN coalesce(ledger_kept_name(op, step, member), ledger_refuse(op, step, 'alreadyExists'));
END $$;

-- Whether a member may have one more wiki besides `p_held`, a reservation that is taken over: a refusal, or null. Every
-- wiki counts that is the member's own, whatever is being done with it. Archived ones fill the farm's disk, so there is
-- a limit on those that the member archived; those that a sync found archived were there before.
CREATE OR REPLACE FUNCTION ledger_no_more_wikis(op operation, step jsonb, member users, p_held int, p_quota int,
  p_creates_per_hour int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  allowed int := coalesce(member.quota, p_quota);
BEGIN
  IF (SELECT count(*) FROM site
      WHERE owner_id = member.id AND owner_source <> 'default' AND id IS DISTINCT FROM p_held) >= allowed THEN
    RETURN ledger_end(op, 'refused', 'quotaExceeded', replace(step->'sentences'->>
      CASE allowed WHEN 0 THEN 'quotaOfNone' WHEN 1 THEN 'quotaOfOne' ELSE 'quotaExceeded' END,
      '{quota}', allowed::text));
  ELSIF (SELECT count(*) FROM archived_site
      WHERE owner_id = member.id AND owner_source <> 'default' AND archived_by_id = member.id) >= 5 * allowed THEN
    RETURN ledger_end(op, 'refused', 'tooManyArchived', replace(step->'sentences'->>'tooManyArchived',
      '{limit}', (5 * allowed)::text));
  ELSIF (SELECT count(*) FROM operation
      WHERE user_id = member.id AND kind = 'create' AND id <> op.id AND state NOT IN ('refused', 'gaveUp')
        AND created_at > clock_timestamp() - interval '1 hour') >= p_creates_per_hour THEN
    RETURN ledger_refuse(op, step, 'tooManyCreates');
  END IF;
  RETURN NULL;
END $$;

-- Quota and name, won by inserting the row: neither can be won twice, since lock, count and insert are one transaction
-- and the count's snapshot is taken after the lock. A repeated call finds its own row. The same member's row that an
-- earlier create left without a known outcome is taken over, so that the farm is asked again; what that one sent may
-- still be on its way, and so the one that takes over counts as having sent it.
CREATE OR REPLACE FUNCTION reserve_site(step jsonb, p_is_custom boolean, p_quota int, p_creates_per_hour int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_given_up(op, step),
    ledger_wrong_person(op, step));
  member users;
  held site;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO held FROM site WHERE operation_id = op.id;
  IF FOUND THEN
    RETURN ledger_answer(op, 'go', NULL);
  END IF;

  SELECT * INTO member FROM users WHERE id = (step->>'userId')::int FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  SELECT * INTO held FROM site WHERE domain = op.domain FOR NO KEY UPDATE;
  IF FOUND THEN
    IF held.state <> 'creating' OR held.owner_id <> member.id THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    ELSIF NOT ledger_let_go(held.operation_id, step) THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
    -- Gone, if its operation gave up.
    SELECT * INTO held FROM site WHERE id = held.id;
  END IF;

  bar := coalesce(ledger_held_name(op, step, member), ledger_kept_name(op, step, member),
    CASE WHEN ledger_quiet(op) THEN ledger_refuse(op, step, 'quiet') END,
    ledger_no_more_wikis(op, step, member, held.id, p_quota, p_creates_per_hour));
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;

  IF held.id IS NOT NULL THEN
    UPDATE site SET operation_id = op.id WHERE id = held.id;
    op := ledger_inherit(op, held.operation_id);
    op.site_id := held.id;
  ELSE
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, operation_id)
      VALUES (op.domain, member.id, 'person', p_is_custom, 'creating', op.id)
      ON CONFLICT (domain) DO NOTHING RETURNING id INTO op.site_id;
    -- Another member was faster, between our look and our insert.
    IF op.site_id IS NULL THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
  END IF;
  UPDATE operation SET site_id = op.site_id, run_id = step->>'runId' WHERE id = op.id;
  RETURN ledger_answer(op, 'go', NULL);
END $$;
