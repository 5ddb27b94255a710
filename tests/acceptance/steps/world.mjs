// One simulator, one receiver, one server and two Clients a run; each scenario brings its own Members.
import { After, AfterAll, Before, BeforeAll, setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from '../support/places.mjs';
import { Portal } from '../support/portal.mjs';
import { letterbox } from '../support/letterbox.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { startVendors } from '../support/vendors.mjs';

setDefaultTimeout(120_000);

/** Recorded people with days and nights; each Member is one of them at the vendors, and nobody twice at one Client. */
const recorded = ['1503960366', '4319703577', '5577150313', '2026352035', '3977333714', '4388161847', '4445114986', '4702921684', '5553957443', '6117666160',
    '7086361926', '8378563200', '2347167796', '8792009665', '4020332650', '1644430081', '1844505072', '1927972279', '4558609924', '6775888955', '7007744171', '8053475328', '2320127002'];

export const house = /** @type {any} */ ({ portals: new Map(), failed: 0, nextPerson: 0 });

BeforeAll(async () => {
    house.vendors = await startVendors();
    house.receiver = await startReceiver();
    house.mailbox = await startMailbox();
    house.letterbox = await letterbox();
    house.server = await Server.make({ vendors: house.vendors.url, settings: { mail: { url: house.mailbox.url }, ...house.letterbox.settings } });
    house.server.vendors = house.vendors;
    house.receiver.clock.now = () => house.server.now();
    await house.server.start();
    const names = ['Harbour Clinic', 'Bayview Clinic'];
    await Promise.all(names.map(async (name) => house.portals.set(name, await Portal.register(house.server, house.vendors, house.receiver, name))));
});

AfterAll(async () => {
    if (house.failed && house.server) {
        await mkdir(join(output, 'acceptance'), { recursive: true });
        await copyFile(house.server.logFile, join(output, 'acceptance/server.log')).catch(() => undefined);
    }
    await house.server?.remove();
    await house.vendors?.close();
    await house.receiver?.close();
    await house.mailbox?.close();
    await house.letterbox?.close();
});

class World {
    constructor() {
        this.members = new Map();
        this.server = house.server;
        this.vendors = house.vendors;
    }

    /** @param {string} name */
    portal(name) {
        const portal = house.portals.get(name) ?? this.own?.get(name);
        if (!portal) throw new Error(`no Client ${name}`);
        return portal;
    }

    /** A Client of this scenario alone, for what must not touch the others. @param {string} name @param {object} [options] */
    async newPortal(name, options) {
        this.own ??= new Map();
        this.own.set(name, await Portal.register(house.server, house.vendors, house.receiver, name, options));
        return this.own.get(name);
    }

    /** @param {string} name @param {string} [client] */
    async member(name, client = 'Harbour Clinic') {
        const known = this.members.get(name);
        if (known) return known;
        const member = await this.portal(client).provision(`${name}-${randomBytes(5).toString('hex')}`);
        member.person = recorded[house.nextPerson++ % recorded.length];
        this.members.set(name, member);
        return member;
    }

    /** @param {string} name @param {string} [client] */
    async entered(name, client) {
        const member = await this.member(name, client);
        if (!member.cookie) await member.enter();
        return member;
    }

    /** @param {string} name */
    known(name) {
        const member = this.members.get(name);
        if (!member) throw new Error(`nobody has introduced ${name}`);
        return member;
    }
}
setWorldConstructor(World);

Before(async function () {
    house.receiver.answers.clear();
    await house.vendors.forget('log');
});
After(async function ({ result }) {
    if (result?.status === 'FAILED') house.failed++;
    await house.vendors.forget('faults');
    // Recorded people are few: whoever was a Member makes room for the next.
    for (const member of this.members.values()) await member.portal.call('DELETE', `/v1/members/${member.id}`).catch(() => undefined);
});
