/** A column's name without case, accents, spaces and signs, so that "E-mail (werk)" and "email werk" are one. */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
