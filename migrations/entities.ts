// What the tables look like to the code; a spec proves that migrations and entities agree.
import { KERNEL_ENTITIES } from '#kernel';

export const ENTITIES = [...KERNEL_ENTITIES];
