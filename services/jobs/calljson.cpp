// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/calljson.h"

#include "services/jobs/joberror.h"
#include "services/schema/schema.h"
#include "services/systems/trust.h"

#include <QJsonArray>
#include <QMetaType>

namespace Cistern::CallJson {

using namespace Qt::Literals::StringLiterals;

namespace {
using CallJson::toJson; // beside the overloads below

Failure malformed(const QString &member)
{
    return Failure{
        .cause = Failure::Cause::Malformed, .stage = Failure::Stage::Storage, .parameter = member};
}

using NamedValues = QList<std::pair<QString, CimValue>>;

QJsonArray toJson(const NamedValues &values)
{
    QJsonArray array;
    for (const auto &[name, value] : values) {
        QJsonObject row = toJson(value);
        row[u"name"_s] = name;
        array.append(row);
    }
    return array;
}

Outcome<NamedValues> valuesFromJson(const QJsonArray &array)
{
    NamedValues values;
    for (const QJsonValue &row : array) {
        const auto value = valueFromJson(row.toObject());
        if (!value)
            return value.failure();
        values.append({row[u"name"_s].toString(), *value});
    }
    return values;
}

QJsonObject toJson(const CimInstance &instance)
{
    QJsonObject object{{u"class"_s, instance.className()},
                       {u"properties"_s, toJson(instance.properties())}};
    if (instance.decl())
        object[u"namespace"_s] = instance.decl()->nameSpace;
    return object;
}

Outcome<CimInstance> instanceFromJson(const QJsonObject &object)
{
    const QString className = object[u"class"_s].toString();
    const ClassDecl *decl = object.contains(u"namespace"_s)
        ? Schema::findClass(object[u"namespace"_s].toString(), className)
        : nullptr;
    const auto properties = valuesFromJson(object[u"properties"_s].toArray());
    if (!properties)
        return properties.failure();
    CimInstance instance = decl ? CimInstance(*decl) : CimInstance(className);
    for (const auto &[name, value] : *properties)
        instance.set(name, value);
    return instance;
}

QJsonValue scalarToJson(const CimValue &value)
{
    switch (value.type()) {
    case CimType::Boolean:
        return *value.toBool();
    case CimType::Real32:
    case CimType::Real64:
        return QString::number(*value.toReal(), 'g', 17); // tells every double apart
    case CimType::Instance:
        return toJson(*value.toInstance());
    default:
        return value.toText();
    }
}

Outcome<CimValue> scalarFromJson(CimType type, const QJsonValue &json)
{
    if (type == CimType::Boolean)
        return json.isBool() ? Outcome<CimValue>(CimValue::boolean(json.toBool()))
                             : malformed(u"value"_s);
    if (type == CimType::Instance) {
        const auto instance = instanceFromJson(json.toObject());
        return instance ? Outcome<CimValue>(CimValue::instance(*instance)) : instance.failure();
    }
    const auto value = json.isString() ? CimValue::fromText(type, json.toString()) : std::nullopt;
    return value ? Outcome<CimValue>(*value) : malformed(u"value"_s);
}

// Paths of any class, also empty ones.
QJsonValue toJson(const CimPath &path)
{
    return path.isEmpty() ? QJsonValue() : QJsonValue(path.toText());
}

CimPath pathFromJson(const QJsonValue &json)
{
    return CimPath::fromText(json.toString()).value_or(CimPath());
}

QJsonArray toJson(const QList<CimPath> &paths)
{
    QJsonArray array;
    for (const CimPath &path : paths)
        array.append(path.toText());
    return array;
}

QList<CimPath> pathsFromJson(const QJsonValue &json)
{
    QList<CimPath> paths;
    const QJsonArray array = json.toArray();
    for (const QJsonValue &path : array)
        paths.append(pathFromJson(path));
    return paths;
}

QJsonValue toJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QDateTime timeFromJson(const QJsonValue &json)
{
    return QDateTime::fromString(json.toString(), Qt::ISODateWithMs).toUTC();
}

// What a failure offers is a size, a certificate, a name or what a job's error recommends.
QJsonValue offeredToJson(const QVariant &offered)
{
    if (offered.metaType() == QMetaType::fromType<PeerCertificate>())
        return QJsonObject{{u"certificate"_s, toJson(offered.value<PeerCertificate>())}};
    if (offered.metaType() == QMetaType::fromType<JobAdvice>()) {
        const auto advice = offered.value<JobAdvice>();
        return QJsonObject{{u"probableCause"_s, advice.probableCause},
                           {u"recommended"_s, QJsonArray::fromStringList(advice.recommended)}};
    }
    switch (offered.typeId()) {
    case QMetaType::ULongLong:
        return QJsonObject{{u"size"_s, QString::number(offered.toULongLong())}};
    case QMetaType::QString:
        return QJsonObject{{u"text"_s, offered.toString()}};
    default:
        return {};
    }
}

QVariant offeredFromJson(const QJsonValue &json)
{
    if (json[u"size"_s].isString())
        return json[u"size"_s].toString().toULongLong();
    if (json[u"certificate"_s].isObject())
        return QVariant::fromValue(peerCertificateFromJson(json[u"certificate"_s].toObject()));
    // Earlier histories kept the fingerprint alone.
    if (json[u"bytes"_s].isString()) {
        const auto sha256 = QByteArray::fromHex(json[u"bytes"_s].toString().toLatin1());
        return QVariant::fromValue(PeerCertificate{.chain = {{.sha256 = sha256}}});
    }
    if (json[u"text"_s].isString())
        return json[u"text"_s].toString();
    if (json[u"probableCause"_s].isDouble())
        return QVariant::fromValue(
            JobAdvice{.probableCause = quint16(json[u"probableCause"_s].toInt()),
                      .recommended = json[u"recommended"_s].toVariant().toStringList()});
    return {};
}

QJsonObject toJson(const Failure &failure)
{
    return {{u"cause"_s, int(failure.cause)},      {u"stage"_s, int(failure.stage)},
            {u"code"_s, double(failure.code)},     {u"parameter"_s, failure.parameter},
            {u"serverText"_s, failure.serverText}, {u"offered"_s, offeredToJson(failure.offered)}};
}

std::optional<Failure> failureFromJson(const QJsonObject &object)
{
    const int cause = object[u"cause"_s].toInt(-1);
    const int stage = object[u"stage"_s].toInt(-1);
    if (cause < 0 || cause > int(Failure::lastCause) || stage < 0
        || stage > int(Failure::Stage::Storage))
        return {};
    return Failure{.cause = Failure::Cause(cause),
                   .stage = Failure::Stage(stage),
                   .code = quint32(object[u"code"_s].toDouble()),
                   .parameter = object[u"parameter"_s].toString(),
                   .serverText = object[u"serverText"_s].toString(),
                   .offered = offeredFromJson(object[u"offered"_s])};
}
} // namespace

QJsonObject toJson(const CimValue &value)
{
    QJsonObject object{{u"type"_s, cimTypeName(value.type())}};
    if (value.isArray())
        object[u"array"_s] = true;
    if (value.isNull()) {
        object[u"value"_s] = QJsonValue::Null;
    } else if (value.isArray()) {
        QJsonArray elements;
        const QList<CimValue> values = value.elements();
        for (const CimValue &element : values)
            elements.append(scalarToJson(element));
        object[u"value"_s] = elements;
    } else {
        object[u"value"_s] = scalarToJson(value);
    }
    return object;
}

Outcome<CimValue> valueFromJson(const QJsonObject &object)
{
    const auto type = cimTypeFromName(object[u"type"_s].toString());
    if (!type)
        return malformed(u"type"_s);
    const bool array = object[u"array"_s].toBool();
    const QJsonValue json = object[u"value"_s];
    if (json.isNull())
        return CimValue::null(*type, array);
    if (!array)
        return scalarFromJson(*type, json);
    if (!json.isArray())
        return malformed(u"value"_s);
    QList<CimValue> elements;
    const QJsonArray values = json.toArray();
    for (const QJsonValue &element : values) {
        const auto value = scalarFromJson(*type, element);
        if (!value)
            return value.failure();
        elements.append(*value);
    }
    return CimValue::array(*type, elements);
}

QJsonObject toJson(const MethodCall &call)
{
    if (!call.isValid())
        return {};
    QJsonObject object{{u"namespace"_s, call.decl().nameSpace},
                       {u"class"_s, call.decl().className},
                       {u"method"_s, call.decl().name},
                       {u"target"_s, toJson(call.target())},
                       {u"arguments"_s, toJson(call.arguments())}};
    if (call.setting)
        object[u"setting"_s] = QJsonObject{{u"parameter"_s, call.setting->parameter},
                                           {u"capabilities"_s, toJson(call.setting->capabilities)},
                                           {u"values"_s, toJson(call.setting->values)}};
    return object;
}

Outcome<MethodCall> callFromJson(const QJsonObject &object)
{
    if (object.isEmpty())
        return MethodCall();
    const MethodDecl *decl = Schema::findMethod(object[u"namespace"_s].toString(),
                                                object[u"class"_s].toString(),
                                                object[u"method"_s].toString());
    if (!decl)
        return Failure{.cause = Failure::Cause::NotFound,
                       .stage = Failure::Stage::Storage,
                       .parameter = object[u"method"_s].toString()};
    MethodCall call(*decl, pathFromJson(object[u"target"_s]));
    const auto arguments = valuesFromJson(object[u"arguments"_s].toArray());
    if (!arguments)
        return arguments.failure();
    for (const auto &[name, value] : *arguments)
        call.setArgument(name, value);
    if (object.contains(u"setting"_s)) {
        const QJsonObject setting = object[u"setting"_s].toObject();
        const auto values = valuesFromJson(setting[u"values"_s].toArray());
        if (!values)
            return values.failure();
        call.setting = SettingRequest{.parameter = setting[u"parameter"_s].toString(),
                                      .capabilities = pathFromJson(setting[u"capabilities"_s]),
                                      .values = *values};
    }
    return call;
}

// States, causes and stages are kept as their numbers: new ones go to the end of their lists.
QJsonObject toJson(const JobRecord &record)
{
    QJsonObject object{{u"system"_s, record.systemId},
                       {u"store"_s, record.store},
                       {u"person"_s, record.person},
                       {u"signedInAs"_s, record.signedInAs},
                       {u"messageId"_s, record.messageId},
                       {u"lost"_s, toJson(record.lost)},
                       {u"doubt"_s, int(record.doubt)},
                       {u"call"_s, toJson(record.call)},
                       {u"removed"_s, toJson(record.removed)},
                       {u"state"_s, int(record.state)},
                       {u"submitted"_s, toJson(record.submitted)},
                       {u"sent"_s, toJson(record.sent)},
                       {u"ended"_s, toJson(record.ended)},
                       {u"job"_s, toJson(record.job)},
                       {u"caption"_s, record.caption},
                       {u"subject"_s, record.subject},
                       {u"jobFound"_s, record.jobFound},
                       {u"jobState"_s, record.jobState},
                       {u"progressed"_s, toJson(record.progressed)},
                       {u"stopAsked"_s, toJson(record.stopAsked)},
                       {u"stopRefused"_s, record.stopRefused},
                       {u"result"_s, toJson(record.result)},
                       {u"statusText"_s, record.statusText}};
    if (record.returnValue)
        object[u"returnValue"_s] = QString::number(*record.returnValue);
    if (record.percent)
        object[u"percent"_s] = *record.percent;
    if (record.stoppable)
        object[u"stoppable"_s] = *record.stoppable;
    if (record.size)
        object[u"size"_s] = QString::number(*record.size);
    if (record.failure)
        object[u"failure"_s] = toJson(*record.failure);
    if (record.stopFailure)
        object[u"stopFailure"_s] = toJson(*record.stopFailure);
    if (!record.further.isEmpty()) {
        QJsonArray further;
        for (const Failure &each : record.further)
            further.append(toJson(each));
        object[u"further"_s] = further;
    }
    if (!record.affected.isEmpty())
        object[u"affected"_s] = toJson(record.affected);
    if (record.before) {
        object[u"before"_s] = toJson(*record.before);
        object[u"jobsBefore"_s] = record.jobsBefore;
    }
    if (record.subjectBefore)
        object[u"subjectBefore"_s] = toJson(*record.subjectBefore);
    return object;
}

Outcome<JobRecord> recordFromJson(const QJsonObject &object)
{
    const auto call = callFromJson(object[u"call"_s].toObject());
    if (!call)
        return call.failure();
    const int state = object[u"state"_s].toInt(-1);
    if (state < 0 || state > int(JobRecord::State::Stopped))
        return malformed(u"state"_s);
    const int doubt = object[u"doubt"_s].toInt(int(Doubt::None));
    if (doubt < 0 || doubt > int(lastDoubt))
        return malformed(u"doubt"_s);
    JobRecord record;
    record.systemId = object[u"system"_s].toString();
    record.store = object[u"store"_s].toString();
    record.person = object[u"person"_s].toString();
    record.signedInAs = object[u"signedInAs"_s].toString();
    record.messageId = object[u"messageId"_s].toString();
    record.lost = timeFromJson(object[u"lost"_s]);
    record.doubt = Doubt(doubt);
    record.call = *call;
    record.removed = pathFromJson(object[u"removed"_s]);
    record.state = JobRecord::State(state);
    record.submitted = timeFromJson(object[u"submitted"_s]);
    record.sent = timeFromJson(object[u"sent"_s]);
    record.ended = timeFromJson(object[u"ended"_s]);
    record.job = pathFromJson(object[u"job"_s]);
    record.caption = object[u"caption"_s].toString();
    record.subject = object[u"subject"_s].toString();
    record.jobsBefore = object[u"jobsBefore"_s].toBool(true);
    record.jobFound = object[u"jobFound"_s].toBool();
    record.jobState = quint16(object[u"jobState"_s].toInt());
    record.progressed = timeFromJson(object[u"progressed"_s]);
    record.stopAsked = timeFromJson(object[u"stopAsked"_s]);
    record.stopRefused = object[u"stopRefused"_s].toBool();
    record.result = pathFromJson(object[u"result"_s]);
    record.statusText = object[u"statusText"_s].toString();
    if (object.contains(u"returnValue"_s))
        record.returnValue = object[u"returnValue"_s].toString().toULongLong();
    if (object.contains(u"percent"_s))
        record.percent = object[u"percent"_s].toInt();
    if (object.contains(u"stoppable"_s))
        record.stoppable = object[u"stoppable"_s].toBool();
    if (object.contains(u"size"_s))
        record.size = object[u"size"_s].toString().toULongLong();
    if (object.contains(u"failure"_s)) {
        record.failure = failureFromJson(object[u"failure"_s].toObject());
        if (!record.failure)
            return malformed(u"failure"_s);
    }
    if (object.contains(u"stopFailure"_s)) {
        record.stopFailure = failureFromJson(object[u"stopFailure"_s].toObject());
        if (!record.stopFailure)
            return malformed(u"stopFailure"_s);
    }
    const QJsonArray further = object[u"further"_s].toArray();
    for (const QJsonValue &each : further) {
        const auto failure = failureFromJson(each.toObject());
        if (!failure)
            return malformed(u"further"_s);
        record.further.append(*failure);
    }
    record.affected = pathsFromJson(object[u"affected"_s]);
    if (object.contains(u"before"_s))
        record.before = pathsFromJson(object[u"before"_s]);
    if (object.contains(u"subjectBefore"_s)) {
        const auto subject = instanceFromJson(object[u"subjectBefore"_s].toObject());
        if (!subject)
            return subject.failure();
        record.subjectBefore = *subject;
    }
    return record;
}

} // namespace Cistern::CallJson
