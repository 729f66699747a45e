import { z } from 'zod';
import { defineConfig } from '#kernel';
import type { EmployerNames } from '#content';

const name = (fallback: string, what: string) =>
  z.string().default(fallback).describe(`How lessons call ${what}, until an administrator says otherwise.`);

export const catalogueConfig = defineConfig('catalogue', {
  ORG_SERVICEDESK_NL: name('de servicedesk', 'the service desk, in Dutch'),
  ORG_SERVICEDESK_EN: name('the service desk', 'the service desk, in English'),
  ORG_SERVICEPHONE_NL: name('het nummer van de servicedesk', 'the number of the service desk, in Dutch'),
  ORG_SERVICEPHONE_EN: name('the service desk’s number', 'the number of the service desk, in English'),
  ORG_MAILCLIENT_NL: name('je mailprogramma', 'the mail program, in Dutch'),
  ORG_MAILCLIENT_EN: name('your mail program', 'the mail program, in English'),
  ORG_INTRANET_NL: name('het intranet', 'the intranet, in Dutch'),
  ORG_INTRANET_EN: name('the intranet', 'the intranet, in English'),
  ORG_STATUSPAGE_NL: name('de storingspagina', 'the page with current outages, in Dutch'),
  ORG_STATUSPAGE_EN: name('the status page', 'the page with current outages, in English'),
  ORG_FILESTORE_NL: name('de gedeelde map van je team', 'the place where files belong, in Dutch'),
  ORG_FILESTORE_EN: name('your team’s shared folder', 'the place where files belong, in English'),
});

type CatalogueSettings = { readonly [key in keyof typeof catalogueConfig.shape]: string };

/** The employer's words as the settings have them. */
export const employerNames = (settings: CatalogueSettings): EmployerNames => ({
  nl: {
    servicedesk: settings.ORG_SERVICEDESK_NL,
    servicephone: settings.ORG_SERVICEPHONE_NL,
    mailclient: settings.ORG_MAILCLIENT_NL,
    intranet: settings.ORG_INTRANET_NL,
    statuspage: settings.ORG_STATUSPAGE_NL,
    filestore: settings.ORG_FILESTORE_NL,
  },
  en: {
    servicedesk: settings.ORG_SERVICEDESK_EN,
    servicephone: settings.ORG_SERVICEPHONE_EN,
    mailclient: settings.ORG_MAILCLIENT_EN,
    intranet: settings.ORG_INTRANET_EN,
    statuspage: settings.ORG_STATUSPAGE_EN,
    filestore: settings.ORG_FILESTORE_EN,
  },
});
