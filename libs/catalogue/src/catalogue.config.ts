import { z } from 'zod';
import { defineConfig } from '#kernel';
import type { EmployerNames } from '#content';

const name = (fallback: string, what: string) =>
  z.string().default(fallback).describe(`How lessons call ${what}.`);

export const catalogueConfig = defineConfig('catalogue', {
  ORG_SERVICEDESK_NL: name('de servicedesk', 'the service desk, in Dutch'),
  ORG_SERVICEDESK_EN: name('the service desk', 'the service desk, in English'),
  ORG_MAILCLIENT_NL: name('je mailprogramma', 'the mail program, in Dutch'),
  ORG_MAILCLIENT_EN: name('your mail program', 'the mail program, in English'),
  ORG_INTRANET_NL: name('het intranet', 'the intranet, in Dutch'),
  ORG_INTRANET_EN: name('the intranet', 'the intranet, in English'),
  ORG_STATUSPAGE_NL: name('de storingspagina', 'the page with current outages, in Dutch'),
  ORG_STATUSPAGE_EN: name('the status page', 'the page with current outages, in English'),
});

type CatalogueSettings = { readonly [key in keyof typeof catalogueConfig.shape]: string };

export const employerNames = (settings: CatalogueSettings): EmployerNames => ({
  nl: {
    servicedesk: settings.ORG_SERVICEDESK_NL,
    mailclient: settings.ORG_MAILCLIENT_NL,
    intranet: settings.ORG_INTRANET_NL,
    statuspage: settings.ORG_STATUSPAGE_NL,
  },
  en: {
    servicedesk: settings.ORG_SERVICEDESK_EN,
    mailclient: settings.ORG_MAILCLIENT_EN,
    intranet: settings.ORG_INTRANET_EN,
    statuspage: settings.ORG_STATUSPAGE_EN,
  },
});
