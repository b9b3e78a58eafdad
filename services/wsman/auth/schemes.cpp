// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/basic.h"
#include "services/wsman/auth/certificate.h"
#include "services/wsman/auth/negotiate.h"
#include "services/wsman/auth/scheme.h"

#include <QThreadPool>

#include <algorithm>

namespace Cistern {

namespace {

const Scheme *schemeWith(QLatin1StringView Scheme::*name, QByteArrayView wanted)
{
    const auto table = schemes();
    const auto row = std::find_if(table.begin(), table.end(), [&](const Scheme &scheme) {
        return QLatin1StringView(wanted).compare(scheme.*name, Qt::CaseInsensitive) == 0;
    });
    return row == table.end() ? nullptr : &*row;
}

} // namespace

Outcome<HttpRequest> ServerSignIn::undress(const HttpRequest &)
{
    return Failure{.cause = Failure::Cause::NotSupported, .stage = Failure::Stage::Protocol};
}

QThreadPool &signInPool()
{
    static QThreadPool pool;
    static const bool ready = [] {
        pool.setMaxThreadCount(16); // they wait more than they work
        return true;
    }();
    Q_UNUSED(ready)
    return pool;
}

std::span<const Scheme> schemes()
{
    static const Scheme table[] = {kerberosScheme(), negotiateScheme(), certificateScheme(),
                                   ntlmScheme(), basicScheme()};
    return table;
}

const Scheme *findScheme(QByteArrayView id)
{
    return schemeWith(&Scheme::id, id);
}

const Scheme *schemeSaying(QByteArrayView word)
{
    return schemeWith(&Scheme::word, word);
}

} // namespace Cistern
