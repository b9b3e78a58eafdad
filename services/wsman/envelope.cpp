// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/envelope.h"

#include "services/schema/schema.h"
#include "services/wsman/names.h"
#include "services/wsman/resourceuri.h"

#include <QUuid>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct ActionOf
{
    const Envelope &request;
    QString operator()(const Wsman::Get &) const
    {
        return QString(Wsman::Names::transfer) + "/Get"_L1;
    }
    QString operator()(const Wsman::Put &) const
    {
        return QString(Wsman::Names::transfer) + "/Put"_L1;
    }
    QString operator()(const Wsman::Create &) const
    {
        return QString(Wsman::Names::transfer) + "/Create"_L1;
    }
    QString operator()(const Wsman::Delete &) const
    {
        return QString(Wsman::Names::transfer) + "/Delete"_L1;
    }
    QString operator()(const Wsman::Enumerate &) const
    {
        return QString(Wsman::Names::enumeration) + "/Enumerate"_L1;
    }
    QString operator()(const Wsman::Pull &) const
    {
        return QString(Wsman::Names::enumeration) + "/Pull"_L1;
    }
    QString operator()(const Wsman::Release &) const
    {
        return QString(Wsman::Names::enumeration) + "/Release"_L1;
    }
    QString operator()(const Wsman::Invoke &invoke) const
    {
        return writeResourceUri(request.target, request.form) + u'/' + invoke.method;
    }
    QString operator()(const Wsman::Subscribe &) const
    {
        return QString(Wsman::Names::eventing) + "/Subscribe"_L1;
    }
    QString operator()(const Wsman::Renew &) const
    {
        return QString(Wsman::Names::eventing) + "/Renew"_L1;
    }
    QString operator()(const Wsman::Unsubscribe &) const
    {
        return QString(Wsman::Names::eventing) + "/Unsubscribe"_L1;
    }
    QString operator()(const Wsman::UnknownRequest &) const { return request.action; }
    QString operator()(const auto &) const { return {}; }
};
} // namespace

// By hand: a default one would ask for itself while it is made.
bool Wsman::XmlPart::operator==(const XmlPart &other) const
{
    return nameSpace == other.nameSpace && name == other.name && text == other.text
        && attributes == other.attributes && parts == other.parts;
}

QString Wsman::identifierOf(const QList<XmlPart> &parts)
{
    for (const XmlPart &part : parts) {
        if (part.name == "Identifier"_L1)
            return part.text.trimmed();
    }
    return {};
}

QString newMessageId()
{
    return u"uuid:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
}

bool isRequest(const Envelope &envelope)
{
    return envelope.body.index() <= Wsman::Body(Wsman::UnknownRequest()).index();
}

QString requestAction(const Envelope &request)
{
    return std::visit(ActionOf{request}, request.body);
}

Envelope replyTo(const Envelope &request, const Wsman::Body &body)
{
    Envelope reply;
    reply.body = body;
    reply.target = request.target;
    reply.form = request.form;
    reply.messageId = newMessageId();
    reply.relatesTo = request.messageId;
    for (const Wsman::Option &option : request.options) {
        // Only that client sends them, and it understands its own error class best.
        if (option.name.contains("__MI_"_L1))
            reply.style.miErrors = true;
        else if (option.name.endsWith(":UsePreciseArrays"_L1))
            reply.style.preciseArrays = sameName(option.value, u"true");
    }
    const QString action = requestAction(request);
    // The action of a fault is that of its family, which the writer knows.
    if (!action.isEmpty() && !std::holds_alternative<Wsman::Fault>(body))
        reply.action = action + "Response"_L1;
    return reply;
}

bool onlyAsks(const Envelope &request)
{
    if (const auto *invoke = std::get_if<Wsman::Invoke>(&request.body)) {
        const MethodDecl *decl = Schema::findMethod(request.target.nameSpace(),
                                                    request.target.className(), invoke->method);
        return decl && !decl->changes;
    }
    return !std::holds_alternative<Wsman::Put>(request.body)
        && !std::holds_alternative<Wsman::Create>(request.body)
        && !std::holds_alternative<Wsman::Delete>(request.body);
}

} // namespace Cistern
