// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/linkwalk.h"

#include "services/schema/schema.h"
#include "services/wsman/absence.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool playsRole(const QString &property, const QString &role)
{
    return role.isEmpty() || sameName(property, role);
}

bool isOfClass(const CimPath &path, const QString &className)
{
    const ClassDecl *decl = Schema::findClass(path.nameSpace(), path.className());
    return className.isEmpty()
        || (decl ? decl->isA(className) : sameName(path.className(), className));
}
} // namespace

LinkWalk::LinkWalk(RequestLine &line, const Envelope &request,
                   const Wsman::AssociationFilter &filter, QObject *owner)
    : QObject(&line), m_line(line), m_request(request), m_filter(filter)
{
    connect(owner, &QObject::destroyed, this, [this] { delete this; });
    const QString links = filter.links ? filter.resultClass : filter.associationClass;
    if (links.isEmpty()) {
        finish(Failure{.cause = Failure::Cause::NotSupported, .parameter = u"associationFilter"_s});
        return;
    }
    m_request.target = CimPath(filter.object.nameSpace(), links);
    m_request.body = Wsman::Enumerate{.filter = {}};
    onDone((new Enumeration(m_line, m_request, this, {}))->answer(), this,
           [this](const Outcome<QList<CimInstance>> &all) {
               if (all)
                   takeLinks(*all);
               else
                   finish(all.failure());
           });
}

void LinkWalk::takeLinks(const QList<CimInstance> &links)
{
    for (const CimInstance &link : links) {
        const auto properties = link.properties();
        for (const auto &[near, value] : properties) {
            const CimPath *path = value.toPath();
            if (!path || *path != m_filter.object || !playsRole(near, m_filter.role))
                continue;
            if (m_filter.links) {
                m_found.append(link);
                break;
            }
            for (const auto &[far, other] : properties) {
                const CimPath *end = other.toPath();
                if (end && far != near && playsRole(far, m_filter.resultRole)
                    && isOfClass(*end, m_filter.resultClass) && !m_ends.contains(*end))
                    m_ends.append(*end);
            }
        }
    }
    readNext();
}

// One after another: this is the slow way already, and others wait in the line too.
void LinkWalk::readNext()
{
    if (m_ends.isEmpty())
        return finish(m_found);
    m_request.target = m_ends.takeFirst();
    m_request.body = Wsman::Get();
    onDone(m_line.send(m_request, this), this, [this](const Outcome<Envelope> &reply) {
        if (!reply && !Wsman::isAbsence(reply.failure()))
            return finish(reply.failure());
        if (reply) // what has gone since is no longer linked
            m_found.append(*std::get<Wsman::InstanceReply>(reply->body).instance);
        readNext();
    });
}

void LinkWalk::finish(const Outcome<QList<CimInstance>> &outcome)
{
    m_pledge.give(outcome);
    deleteLater();
}

} // namespace Cistern

#include "moc_linkwalk.cpp"
