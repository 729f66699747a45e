import { definePaths } from '#kernel';

export const calibrationsPaths = definePaths('calibrations', {
  list: '/calibrations',
  show: '/calibrations/:id',
  activation: '/calibrations/:id/activation',
  item: '/calibrations/:id/items/:itemId',
  bank: '/calibrations/licences/:category',
  life: '/calibrations/licences/:category/items/:itemId',
  retirement: '/calibrations/licences/:category/items/:itemId/retirement',
  return: '/calibrations/licences/:category/items/:itemId/return',
});
