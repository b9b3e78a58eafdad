// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/dialects.h"

#include "services/wsman/flavour.h"

namespace Cistern::Dialects {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
Envelope asked(const Body &body, const CimPath &target, UriForm form)
{
    Envelope request;
    request.body = body;
    request.target = target;
    request.form = form;
    request.messageId = u"uuid:11111111-2222-3333-4444-555555555555"_s;
    return request;
}
} // namespace

Envelope dmtf(const Body &body, const QString &nameSpace, const QString &className)
{
    return asked(body, {nameSpace, className}, UriForm::Dmtf);
}

Envelope wmi(const Body &body, const QString &nameSpace, const QString &className)
{
    return asked(body, {nameSpace, className}, UriForm::Wmi);
}

QString shown(const CimPath &path)
{
    return path.toText().replace(u'\\', u'/');
}

namespace {
// A value as one line: "Name=text".
void tellValue(QStringList &facts, const QString &name, const CimValue &value)
{
    if (const CimInstance *instance = value.toInstance()) {
        facts << name + u'=' + instance->className();
        for (const auto &[member, inner] : instance->properties())
            tellValue(facts, name + u'.' + member, inner);
    } else {
        facts << name + u'='
                + (value.isNull()                  ? u"null"_s
                       : value.toPath() != nullptr ? shown(*value.toPath())
                                                   : value.toText());
    }
}
} // namespace

void tell(QStringList &facts, const CimInstance &instance)
{
    facts << u"class="_s + instance.className() << u"path="_s + shown(instance.path());
    for (const auto &[name, value] : instance.properties())
        tellValue(facts, name, value);
}

namespace {
struct Teller
{
    QStringList operator()(const IdentifyReply &identity) const
    {
        return {u"vendor="_s + identity.productVendor, u"version="_s + identity.productVersion,
                u"family="_s + flavourOf(identity).name};
    }
    QStringList operator()(const InstanceReply &reply) const
    {
        QStringList facts;
        if (reply.instance)
            tell(facts, *reply.instance);
        return facts.isEmpty() ? QStringList(u"nothing"_s) : facts;
    }
    QStringList operator()(const CreateReply &reply) const
    {
        return {u"path="_s + shown(reply.path)};
    }
    QStringList operator()(const DoneReply &) const { return {u"done"_s}; }
    QStringList operator()(const Items &items) const
    {
        QStringList facts{
            u"count=%1"_s.arg(items.instances.size() + items.paths.size()),
            u"end=%1"_s.arg(items.end),
            u"context="_s + items.context,
        };
        for (const CimInstance &instance : items.instances)
            tell(facts, instance);
        for (const CimPath &path : items.paths)
            facts << u"path="_s + shown(path);
        return facts;
    }
    QStringList operator()(const InvokeReply &reply) const
    {
        QStringList facts{reply.reply.returnValue ? u"return=%1"_s.arg(*reply.reply.returnValue)
                                                  : u"return=none"_s};
        for (const auto &[name, value] : reply.reply.outs)
            tellValue(facts, name, value);
        return facts;
    }
    QStringList operator()(const SubscribeReply &reply) const
    {
        return {u"context="_s + reply.context, u"identifier="_s + identifierOf(reply.manager),
                u"expires=%1"_s.arg(reply.expires ? reply.expires->count() : -1)};
    }
    QStringList operator()(const Fault &fault) const
    {
        return {u"fault="_s + fault.subcode,          u"code="_s + fault.code,
                u"detail="_s + fault.detail,          u"status=%1"_s.arg(fault.cimStatus),
                u"number=%1"_s.arg(fault.vendorCode), u"words="_s + fault.reason,
                u"header="_s + fault.notUnderstood};
    }
    QStringList operator()(const auto &) const { return {u"?"_s}; }
};
} // namespace

QStringList factsOf(const Outcome<Envelope> &reply)
{
    if (!reply)
        return {u"refused="_s + reply.failure().parameter,
                u"cause=%1"_s.arg(int(reply.failure().cause)), reply.failure().serverText};
    return std::visit(Teller(), reply->body);
}

} // namespace Cistern::Dialects
