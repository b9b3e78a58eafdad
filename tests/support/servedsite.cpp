// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/servedsite.h"

#include "services/provider/objects.h"
#include "services/wsman/auth/userfile.h"
#include "tests/support/providerfixture.h"

#include <QFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

ServedSite::ServedSite()
{
    ProviderFixture::Options options;
    options.store = m_home.store();
    ProviderFixture seed(options);
    m_service = seed.service();
    m_system = seed.system();
    m_location = seed.location();
    // Of another machine: nothing stands behind them, so that many are made at once.
    for (int i = 0; i < pools; ++i) {
        const QString name = u"p%1"_s.arg(i);
        const CimInstance pool = Objects::pool(u"Far:"_s + name, name, u"far"_s, false);
        if (!seed.await(seed.provider().adjust(pool, true)))
            qFatal("no pool %s", qPrintable(name));
    }
    addUser(user(), password());
}

bool ServedSite::addUser(const QString &name, const QByteArray &password)
{
    return UserFile(m_home.store() + u"/users.json"_s)
        .add({name, AccessRole::Manage}, Secret(password))
        .ok();
}

bool ServedSite::addExternal(const QString &name)
{
    return UserFile(m_home.store() + u"/users.json"_s)
        .addExternal({.name = name, .role = AccessRole::Manage, .external = true})
        .ok();
}

bool ServedSite::serve(const QStringList &arguments, const PemFiles *pem,
                       const QProcessEnvironment &environment)
{
    QStringList all{u"serve"_s, u"--store"_s, m_home.store()};
    if (pem)
        all << u"--certificate"_s << pem->certificate() << u"--key"_s << pem->key();
    QProcessEnvironment whole = m_home.environment();
    whole.insert(environment);
    for (int attempt = 0; attempt < 3; ++attempt) { // somebody may have been quicker at the port
        m_port = freePort();
        m_url = QUrl(u"%1://localhost:%2/wsman"_s.arg(pem ? u"https"_s : u"http"_s).arg(m_port));
        m_server = std::make_unique<Child>(whole);
        m_server->start(CliHome::program(),
                        all + QStringList{u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)}
                            + arguments);
        if (m_server->until([this] { return m_server->out.contains("listening on"); }))
            return true;
        if (!m_server->all().contains("already in use"))
            break;
    }
    m_problem = m_server->all();
    return false;
}

bool ServedSite::serveAll(const Kdc &kdc, const PemFiles &pem, bool tls,
                          const QStringList &arguments, const PemFiles *identity)
{
    const QString ntlmUsers = kdc.filePath(u"ntlm"_s);
    if (!QFile::exists(ntlmUsers) && !writeNtlmUsers(ntlmUsers, {}))
        return false;
    QStringList all{u"--keytab"_s, kdc.keytab(), u"--ntlm-users"_s, ntlmUsers};
    if (tls)
        all << u"--client-authority"_s << pem.authority();
    QProcessEnvironment environment;
    kdc.insertInto(environment);
    const PemFiles *certificate = identity ? identity : &pem;
    return serve(all + arguments, tls ? certificate : nullptr, environment);
}

} // namespace Cistern
