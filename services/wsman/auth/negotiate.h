// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The schemes that GSSAPI serves (RFC 4559), with the sealed bodies of [MS-WSMV] section 2.2.9.1:
// Negotiate (Kerberos where it can, else NTLM), Kerberos alone, and the bare NTLM of some clients.
// Any thread.
#pragma once

#include "services/wsman/auth/scheme.h"

namespace Cistern {

const Scheme &negotiateScheme();
const Scheme &kerberosScheme();
const Scheme &ntlmScheme(); // only served

} // namespace Cistern
