import { definePaths } from '#kernel';

export const calibrationsPaths = definePaths('calibrations', {
  list: '/calibrations',
  show: '/calibrations/:id',
  activation: '/calibrations/:id/activation',
  item: '/calibrations/:id/items/:itemId',
});
