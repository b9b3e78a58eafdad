// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/objectjson.h"

#include "services/schema/schema.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonValue scalarToJson(const CimValue &value)
{
    if (const CimInstance *instance = value.toInstance())
        return toJson(*instance);
    if (const auto time = value.toDateTime())
        return time->toCimText();
    return value.toText();
}

CimValue scalarFromJson(CimType type, const QJsonValue &json)
{
    if (type == CimType::Instance)
        return CimValue::instance(instanceFromJson(json.toObject()));
    if (type == CimType::String)
        return CimValue::string(json.toString());
    if (type == CimType::DateTime)
        return CimValue::dateTime(
            CimDateTime::fromCimText(json.toString()).value_or(CimDateTime()));
    return CimValue::fromText(type, json.toString()).value_or(CimValue::null(type));
}

QJsonArray pairsToJson(const QList<std::pair<QString, CimValue>> &pairs)
{
    QJsonArray array;
    for (const auto &[name, value] : pairs)
        array.append(QJsonArray{name, toJson(value)});
    return array;
}

QList<std::pair<QString, CimValue>> pairsFromJson(const QJsonArray &array)
{
    QList<std::pair<QString, CimValue>> pairs;
    for (const QJsonValue &pair : array)
        pairs.append({pair[0].toString(), valueFromJson(pair[1])});
    return pairs;
}
} // namespace

QJsonValue toJson(const CimValue &value)
{
    QJsonObject json{{u"type"_s, QString(cimTypeName(value.type()))}};
    if (value.isArray()) {
        QJsonArray elements;
        for (const CimValue &element : value.elements())
            elements.append(scalarToJson(element));
        json.insert(u"values"_s, elements);
    } else if (!value.isNull()) {
        json.insert(u"value"_s, scalarToJson(value));
    }
    return json;
}

CimValue valueFromJson(const QJsonValue &json)
{
    const CimType type = cimTypeFromName(json[u"type"].toString()).value_or(CimType::String);
    if (const QJsonValue values = json[u"values"]; values.isArray()) {
        QList<CimValue> elements;
        for (const QJsonValue &element : values.toArray())
            elements.append(scalarFromJson(type, element));
        return elements.isEmpty() ? CimValue::null(type, true) : CimValue::array(type, elements);
    }
    const QJsonValue value = json[u"value"];
    return value.isUndefined() ? CimValue::null(type) : scalarFromJson(type, value);
}

QJsonObject toJson(const CimInstance &instance)
{
    QJsonObject json{{u"class"_s, instance.className()},
                     {u"properties"_s, pairsToJson(instance.properties())}};
    if (instance.decl() && instance.decl()->nameSpace != Schema::iscsiTarget) // the rule, not said
        json.insert(u"namespace"_s, QString(instance.decl()->nameSpace));
    return json;
}

CimInstance instanceFromJson(const QJsonObject &json)
{
    const QString className = json.value(u"class"_s).toString();
    const QString nameSpace = json.value(u"namespace"_s).toString(Schema::iscsiTarget);
    const ClassDecl *decl = Schema::findClass(nameSpace, className);
    CimInstance instance = decl ? CimInstance(*decl) : CimInstance(className);
    for (const auto &[name, value] : pairsFromJson(json.value(u"properties"_s).toArray()))
        instance.set(name, value);
    return instance;
}

QJsonObject replyToJson(const Wsman::Body &body)
{
    if (const auto *invoke = std::get_if<Wsman::InvokeReply>(&body)) {
        return {
            {u"kind"_s, u"invoke"_s},
            {u"method"_s, invoke->method},
            {u"code"_s,
             invoke->reply.returnValue ? QString::number(*invoke->reply.returnValue) : QString()},
            {u"outs"_s, pairsToJson(invoke->reply.outs)}};
    }
    if (const auto *written = std::get_if<Wsman::InstanceReply>(&body)) {
        QJsonObject json{{u"kind"_s, u"instance"_s}};
        if (written->instance)
            json.insert(u"instance"_s, toJson(*written->instance));
        return json;
    }
    if (const auto *part = std::get_if<Wsman::FragmentReply>(&body)) {
        QJsonObject json{{u"kind"_s, u"fragment"_s},
                         {u"fragment"_s, part->fragment},
                         {u"instance"_s, toJson(part->instance)}};
        if (part->text)
            json.insert(u"text"_s, *part->text);
        return json;
    }
    if (const auto *created = std::get_if<Wsman::CreateReply>(&body))
        return {{u"kind"_s, u"created"_s}, {u"path"_s, created->path.toText()}};
    if (const auto *fault = std::get_if<Wsman::Fault>(&body)) {
        return {{u"kind"_s, u"fault"_s},
                {u"code"_s, fault->code},
                {u"subcode"_s, fault->subcode},
                {u"detail"_s, fault->detail},
                {u"reason"_s, fault->reason},
                {u"cim"_s, qint64(fault->cimStatus)},
                {u"vendor"_s, QString::number(fault->vendorCode)},
                {u"provider"_s, fault->byProvider}};
    }
    return {{u"kind"_s, u"done"_s}};
}

std::optional<Wsman::Body> replyFromJson(const QJsonObject &json)
{
    const QString kind = json.value(u"kind"_s).toString();
    if (kind == "invoke"_L1) {
        Wsman::InvokeReply invoke{.method = json.value(u"method"_s).toString(), .reply = {}};
        if (const QString code = json.value(u"code"_s).toString(); !code.isEmpty())
            invoke.reply.returnValue = code.toULongLong();
        invoke.reply.outs = pairsFromJson(json.value(u"outs"_s).toArray());
        return invoke;
    }
    if (kind == "instance"_L1) {
        Wsman::InstanceReply written;
        if (json.contains(u"instance"_s))
            written.instance = instanceFromJson(json.value(u"instance"_s).toObject());
        return written;
    }
    if (kind == "fragment"_L1) {
        Wsman::FragmentReply part{
            .fragment = json.value(u"fragment"_s).toString(),
            .instance = instanceFromJson(json.value(u"instance"_s).toObject())};
        if (json.contains(u"text"_s))
            part.text = json.value(u"text"_s).toString();
        return part;
    }
    if (kind == "created"_L1) {
        const auto path = CimPath::fromText(json.value(u"path"_s).toString());
        return path ? std::optional<Wsman::Body>(Wsman::CreateReply{*path}) : std::nullopt;
    }
    if (kind == "fault"_L1) {
        return Wsman::Fault{.code = json.value(u"code"_s).toString(),
                            .subcode = json.value(u"subcode"_s).toString(),
                            .detail = json.value(u"detail"_s).toString(),
                            .reason = json.value(u"reason"_s).toString(),
                            .cimStatus = quint32(json.value(u"cim"_s).toInteger()),
                            .vendorCode = json.value(u"vendor"_s).toString().toULongLong(),
                            .byProvider = json.value(u"provider"_s).toBool()};
    }
    if (kind == "done"_L1)
        return Wsman::DoneReply();
    return std::nullopt;
}

QByteArray digestOf(const Envelope &request)
{
    QJsonObject json{{u"kind"_s, int(request.body.index())},
                     {u"target"_s, request.target.toText()}};
    if (const auto *invoke = std::get_if<Wsman::Invoke>(&request.body)) {
        json.insert(u"method"_s, invoke->method);
        json.insert(u"arguments"_s, pairsToJson(invoke->arguments));
    } else if (const auto *put = std::get_if<Wsman::Put>(&request.body)) {
        json.insert(u"instance"_s, toJson(put->instance));
        json.insert(u"fragment"_s, put->fragment);
        for (const Wsman::Option &option : request.options)
            json.insert(u"option "_s + option.name,
                        json.value(u"option "_s + option.name).toString() + u'\n' + option.value);
    } else if (const auto *create = std::get_if<Wsman::Create>(&request.body)) {
        json.insert(u"instance"_s, toJson(create->instance));
    } else if (const auto *pull = std::get_if<Wsman::Pull>(&request.body)) {
        json.insert(u"context"_s, pull->context);
    } else if (const auto *release = std::get_if<Wsman::Release>(&request.body)) {
        json.insert(u"context"_s, release->context);
    } else if (const auto *subscribe = std::get_if<Wsman::Subscribe>(&request.body)) {
        const auto *wql = std::get_if<Wsman::WqlFilter>(&subscribe->filter);
        json.insert(u"query"_s, wql ? wql->query : QString());
    } else if (const auto *renew = std::get_if<Wsman::Renew>(&request.body)) {
        json.insert(u"identifier"_s, Wsman::identifierOf(renew->manager));
    } else if (const auto *unsubscribe = std::get_if<Wsman::Unsubscribe>(&request.body)) {
        json.insert(u"identifier"_s, Wsman::identifierOf(unsubscribe->manager));
    }
    return QCryptographicHash::hash(QJsonDocument(json).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

} // namespace Cistern
