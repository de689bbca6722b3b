import { method } from '../../rest/method.ts'

/** Who the token belongs to; the photo only when there is one. */
export const profile = method({
  name: 'profile',
  run({ portal, caller }) {
    const user = portal.people.get(caller.userId)
    if (!user?.active)
      return { result: [] }
    return { result: {
      ID: String(user.id),
      ADMIN: user.admin,
      NAME: user.name,
      LAST_NAME: user.lastName,
      PERSONAL_GENDER: user.gender,
      TIME_ZONE: user.timeZone,
      ...(user.avatar ? { PERSONAL_PHOTO: user.avatar } : {}),
    } }
  },
})
