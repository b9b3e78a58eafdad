// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/signinsite.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QString SignInSite::missing()
{
    if (const QString program = Kdc::missing(); !program.isEmpty())
        return program;
    return hasNtlm() ? QString() : u"gss-ntlmssp"_s;
}

SignInSite::SignInSite()
{
    if (!prepare() && m_problem.isEmpty())
        m_problem = m_kdc.isReady() ? "no certificates or users" : m_kdc.problem();
}

bool SignInSite::prepare()
{
    const QString alice = domainUser().section(u'@', 0, 0);
    if (!m_kdc.isReady() || !m_pem.isReady() || !m_pem.addClient(certificateUser())
        || !m_kdc.addUser(alice, ServedSite::password())
        || m_kdc.ticket(alice, ServedSite::password()).isEmpty()
        || !writeNtlmUsers(m_kdc.filePath(u"ntlm"_s), {{ntlmUser(), ServedSite::password()}}))
        return false;
    for (const QString &name : {ntlmUser(), domainUser(), certificateUser()}) {
        if (!m_site.addExternal(name))
            return false;
    }
    return true;
}

bool SignInSite::serve(Link link, const PemFiles *identity)
{
    const PemFiles *files = identity ? identity : &m_pem;
    if (!isReady() || (m_link == link && m_identity == files))
        return isReady();
    QStringList arguments;
    if (link == Link::StrictTls)
        arguments << u"--channel-binding"_s << u"strict"_s;
    if (link == Link::LaxTls)
        arguments << u"--channel-binding"_s << u"none"_s;
    if (link == Link::Clear)
        arguments << u"--allow-unencrypted"_s;
    m_link.reset();
    if (!m_site.serveAll(m_kdc, m_pem, isTls(link), arguments, files)) {
        m_problem = m_site.problem();
        return false;
    }
    m_link = link;
    m_identity = files;
    return true;
}

void SignInSite::stop()
{
    m_link.reset();
    m_site.stop();
}

QProcessEnvironment SignInSite::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    m_kdc.insertInto(environment);
    return environment;
}

} // namespace Cistern
