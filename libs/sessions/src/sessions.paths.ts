import { definePaths } from '#kernel';

export const sessionsPaths = definePaths('sessions', {
  login: '/login',
  link: '/login/links',
  useLink: '/login/links/:token',
  demo: '/login/demo',
  oidc: '/login/oidc',
  oidcCallback: '/login/oidc/callback',
  logout: '/logout',
  settings: '/settings/:what',
});
