CREATE TABLE `operations` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`draft_id` text,
	`deal_id` integer,
	`user_id` integer NOT NULL,
	`request_id` text NOT NULL,
	`body` text,
	`data` text NOT NULL,
	`state` text NOT NULL,
	`generation` integer DEFAULT 0 NOT NULL,
	`sent_at` integer NOT NULL,
	`last_sent_at` integer NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`next_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`not_found` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`result_id` text,
	`candidates` text,
	`fault` text,
	`tid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_operation_per_subject` ON `operations` (`company_id`,`realm_id`,`subject`,`subject_id`) WHERE state in ('waiting', 'sending', 'unconfirmed', 'asking');--> statement-breakpoint
CREATE INDEX `operations_of_subject` ON `operations` (`company_id`,`realm_id`,`subject`,`subject_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `operations_of_draft` ON `operations` (`draft_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `due_operations` ON `operations` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
-- Each intended change that the former tables held becomes an operation, whatever its state.
INSERT INTO `operations` (id, company_id, realm_id, kind, subject, subject_id, draft_id, deal_id, user_id, request_id, body, data, state, sent_at, last_sent_at, lease_until, next_at, not_found, result_id, candidates, tid)
SELECT a.request_id, a.company_id, a.realm_id, 'create_invoice', 'draft', a.draft_id, a.draft_id, d.deal_id, d.user_id, a.request_id, a.body, '{}',
	CASE WHEN a.state = 'done' THEN 'done' WHEN a.state = 'refused' THEN 'refused' WHEN a.state = 'not_created' THEN 'not_done' WHEN a.lease_owner = 'user' THEN 'asking' WHEN a.lease_owner IS NOT NULL THEN 'sending' ELSE 'unconfirmed' END,
	a.sent_at, a.last_sent_at,
	CASE WHEN a.state = 'open' AND a.lease_owner <> 'user' THEN a.lease_until END,
	CASE WHEN a.state = 'open' AND coalesce(a.lease_owner, '') <> 'user' THEN coalesce(a.lease_until, a.sent_at) END,
	a.not_found, a.result_id, CASE WHEN a.state = 'open' THEN a.found END, a.tid
FROM `attempts` a JOIN `drafts` d ON d.id = a.draft_id WHERE a.kind = 'invoice';
--> statement-breakpoint
-- Of several open creations for one organization or person the first keeps it as its subject.
INSERT INTO `operations` (id, company_id, realm_id, kind, subject, subject_id, draft_id, deal_id, user_id, request_id, body, data, state, sent_at, last_sent_at, lease_until, next_at, not_found, result_id, tid)
SELECT a.request_id, a.company_id, a.realm_id, 'draft_customer',
	CASE WHEN a.rank = 1 AND a.party IS NOT NULL THEN a.party ELSE 'draft' END,
	CASE WHEN a.rank = 1 AND a.party IS NOT NULL THEN cast(a.party_id AS text) ELSE a.draft_id END,
	a.draft_id, a.deal_id, a.user_id, a.request_id, a.body,
	json_object('name', json_extract(a.body, '$.DisplayName'), 'asked', json('{}')),
	CASE WHEN a.state = 'done' THEN 'done' WHEN a.state = 'refused' THEN 'refused' WHEN a.state = 'not_created' THEN 'not_done' WHEN a.lease_owner IS NOT NULL THEN 'sending' ELSE 'unconfirmed' END,
	a.sent_at, a.last_sent_at, CASE WHEN a.state = 'open' THEN a.lease_until END,
	CASE WHEN a.state = 'open' THEN coalesce(a.lease_until, a.sent_at) END, a.not_found, a.result_id, a.tid
FROM (
	SELECT t.*, d.deal_id, d.user_id, json_extract(d.party, '$.party') AS party, json_extract(d.party, '$.partyId') AS party_id,
		CASE WHEN t.state <> 'open' THEN 1
			WHEN EXISTS (SELECT 1 FROM `customer_changes` c WHERE c.company_id = t.company_id AND c.realm_id = t.realm_id AND c.kind = 'create' AND c.state = 'open' AND c.party = json_extract(d.party, '$.party') AND c.party_id = json_extract(d.party, '$.partyId')) THEN 2
			ELSE row_number() OVER (PARTITION BY t.company_id, t.realm_id, d.party, t.state ORDER BY t.sent_at, t.request_id) END AS rank
	FROM `attempts` t JOIN `drafts` d ON d.id = t.draft_id WHERE t.kind = 'customer'
) a;
--> statement-breakpoint
INSERT INTO `operations` (id, company_id, realm_id, kind, subject, subject_id, deal_id, user_id, request_id, body, data, state, sent_at, last_sent_at, lease_until, next_at, tid)
SELECT id, company_id, realm_id, kind || '_invoice', 'invoice', invoice_id, deal_id, user_id, request_id, body, asked,
	CASE WHEN state <> 'open' THEN state WHEN lease_owner IS NOT NULL THEN 'sending' ELSE 'unconfirmed' END,
	sent_at, last_sent_at, CASE WHEN state = 'open' THEN lease_until END,
	CASE WHEN state = 'open' THEN coalesce(lease_until, last_sent_at) END, tid
FROM `invoice_changes`;
--> statement-breakpoint
INSERT INTO `operations` (id, company_id, realm_id, kind, subject, subject_id, deal_id, user_id, request_id, body, data, state, sent_at, last_sent_at, lease_until, next_at, result_id, fault, tid)
SELECT id, company_id, realm_id, kind || '_customer',
	CASE WHEN kind = 'create' THEN party ELSE 'customer' END,
	CASE WHEN kind = 'create' THEN cast(party_id AS text) ELSE customer_id END,
	deal_id, user_id, request_id, body, json_object('name', name, 'asked', json(asked), 'before', NULL),
	CASE WHEN state <> 'open' THEN state WHEN lease_owner IS NOT NULL THEN 'sending' ELSE 'unconfirmed' END,
	sent_at, last_sent_at, CASE WHEN state = 'open' THEN lease_until END,
	CASE WHEN state = 'open' THEN coalesce(lease_until, last_sent_at) END,
	CASE WHEN kind = 'create' AND state = 'done' THEN customer_id END, fault, tid
FROM `customer_changes`;
--> statement-breakpoint
-- A note names its realm only in its link: ...companyId=<realm>"
INSERT INTO `operations` (id, company_id, realm_id, kind, subject, subject_id, deal_id, user_id, request_id, data, state, sent_at, last_sent_at, next_at, tries)
SELECT id, company_id,
	CASE WHEN instr(rest, '#') > 0 AND instr(rest, '#') < instr(rest, '"') THEN substr(rest, 1, instr(rest, '#') - 1) ELSE substr(rest, 1, instr(rest, '"') - 1) END,
	'deal_note', 'deal_note', id, deal_id, user_id, id, json_object('html', content),
	CASE WHEN state = 'done' THEN 'done' WHEN state = 'given_up' THEN 'not_done' WHEN unclear THEN 'unconfirmed' ELSE 'waiting' END,
	created_at, created_at, CASE WHEN state = 'waiting' THEN next_at END, tries
FROM (SELECT o.*, substr(content, instr(content, 'companyId=') + 10) AS rest FROM `outbox` o);
--> statement-breakpoint
UPDATE `drafts` SET state = 'sending' WHERE state IN ('unknown', 'choose');
--> statement-breakpoint
CREATE UNIQUE INDEX `one_draft_in_flight_per_deal` ON `drafts` (`company_id`,`realm_id`,`deal_id`) WHERE state = 'sending';