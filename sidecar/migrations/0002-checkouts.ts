import { createTable, timestamps, type Migration } from './migration';

/** Pending purchases and the money that goes back. Not bound by foreign keys: a purchase outlives what was sold. */
export const checkouts: Migration = {
	name: '0002_checkouts',
	async up(knex, t) {
		await createTable(knex, t('checkouts'), (table) => {
			table
				.specificType('reference', 'CHAR(36) CHARACTER SET ascii')
				.notNullable()
				.unique({ indexName: 'checkouts_reference' })
				.comment('UUID; known to Stripe as client_reference_id, part of every idempotency key');
			table.bigInteger('student_id').unsigned().notNullable().comment('WordPress user');
			table.bigInteger('program_id').unsigned().notNullable();
			table.bigInteger('cohort_id').unsigned().notNullable();
			table.string('state', 24).notNullable();
			table.string('program_code', 64).notNullable().comment('snapshot, as are the next columns');
			table.string('program_title', 200).notNullable();
			table.string('cohort_name', 200).notNullable();
			table.bigInteger('amount').unsigned().notNullable().comment('minor unit of the currency');
			table.string('currency', 3).notNullable();
			table.string('stripe_price_id', 255).nullable();
			table.boolean('livemode').notNullable();
			table.integer('attempt').unsigned().notNullable().defaultTo(1);
			table.text('stripe_params').nullable().comment('JSON sent to Stripe, stored before it is sent');
			table.string('session_id', 255).nullable().unique({ indexName: 'checkouts_session' });
			table.text('session_url').nullable();
			table
				.string('payment_intent_id', 255)
				.nullable()
				.unique({ indexName: 'checkouts_payment_intent' });
			table
				.datetime('expires_at', { precision: 3 })
				.nullable()
				.comment('UTC: the seat is held until then');
			table.string('reason', 32).nullable().comment('why it was refunded or cancelled');
			timestamps(table);
			// At most one checkout in which a student can still pay for one cohort.
			table.specificType(
				'payable',
				"TINYINT AS (CASE WHEN state IN ('open', 'awaiting_payment') THEN 1 END) STORED",
			);
			table.unique(['student_id', 'cohort_id', 'payable'], { indexName: 'checkouts_one_payable' });
			table.index(['cohort_id', 'payable', 'expires_at'], 'checkouts_holds');
			table.index(['state', 'expires_at'], 'checkouts_due');
		});
		await createTable(knex, t('refunds'), (table) => {
			table.bigInteger('checkout_id').unsigned().notNullable();
			table.string('payment_intent_id', 255).notNullable().index('refunds_payment_intent');
			table.bigInteger('amount').unsigned().nullable().comment('minor unit; null = all that was paid');
			table.string('reason', 32).notNullable();
			table
				.tinyint('automatic')
				.nullable()
				.comment('1 = decided by the sidecar, at most one per checkout; null = made elsewhere');
			table.string('stripe_refund_id', 255).nullable().unique({ indexName: 'refunds_stripe_refund' });
			table.string('status', 24).notNullable().comment('due, pending, succeeded, failed');
			table
				.integer('key_attempt')
				.unsigned()
				.notNullable()
				.defaultTo(1)
				.comment('part of the idempotency key');
			table.integer('attempts').unsigned().notNullable().defaultTo(0);
			table.datetime('next_attempt_at', { precision: 3 }).notNullable();
			table.datetime('claimed_until', { precision: 3 }).nullable();
			table.string('last_error', 500).nullable();
			timestamps(table);
			table.unique(['checkout_id', 'automatic'], { indexName: 'refunds_one_automatic' });
			table.index(['status', 'next_attempt_at'], 'refunds_due');
		});
	},
};
