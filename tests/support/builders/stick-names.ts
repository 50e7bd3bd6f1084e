const FAMILY = [
  ['Sok', 'សុខ'],
  ['Chan', 'ចាន់'],
  ['Keo', 'កែវ'],
  ['Nou', 'នូ'],
  ['Chea', 'ជា'],
  ['Heng', 'ហេង'],
  ['Ly', 'លី'],
] as const;
const GIVEN = [
  ['Dara', 'ដារ៉ា'],
  ['Bopha', 'បុប្ផា'],
  ['Mony', 'មុនី'],
  ['Sreymom', 'ស្រីមុំ'],
  ['Vichet', 'វិចិត្រ'],
  ['Kanha', 'កញ្ញា'],
] as const;

/** A name in Latin and in Khmer letters by its number; among many of them some are the same. */
export function stickName(number: number): readonly [string, string] {
  const family = FAMILY[number % FAMILY.length] ?? FAMILY[0];
  const given = GIVEN[number % GIVEN.length] ?? GIVEN[0];
  return [`${family[0]} ${given[0]}`, `${family[1]} ${given[1]}`];
}
