// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/recordfacts.h"

#include "services/cim/ciminstance.h"
#include "services/jobs/calleffect.h"

#include <QJsonArray>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonValue scalar(const CimValue &value)
{
    switch (value.type()) {
    case CimType::Boolean:
        return value.toBool().value_or(false);
    case CimType::UInt64:
    case CimType::SInt64:
        return value.toText();
    case CimType::Real32:
    case CimType::Real64:
        return value.toReal().value_or(0);
    case CimType::DateTime:
        return value.toDateTime().value_or(CimDateTime()).toWireText();
    case CimType::Instance:
        return value.toInstance() ? QJsonValue(facts(*value.toInstance())) : QJsonValue();
    default:
        break;
    }
    if (isInteger(value.type()))
        return value.toSigned().value_or(0);
    return value.toText();
}

QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue pathOrNull(const CimPath &path)
{
    return path.isEmpty() ? QJsonValue() : QJsonValue(path.toText());
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}
} // namespace

QJsonValue facts(const CimValue &value)
{
    if (value.isNull())
        return {};
    if (!value.isArray())
        return scalar(value);
    QJsonArray array;
    for (const CimValue &element : value.elements())
        array.append(scalar(element));
    return array;
}

QJsonObject facts(const CimInstance &instance)
{
    QJsonObject properties;
    for (const auto &[name, value] : instance.properties())
        properties.insert(name, facts(value));
    const CimPath path = instance.path();
    return {{u"path"_s, path.isEmpty() ? QJsonValue() : QJsonValue(path.toText())},
            {u"class"_s, instance.className()},
            {u"properties"_s, properties}};
}

QString bytesText(quint64 bytes)
{
    return QString::number(bytes);
}

QLatin1StringView causeName(Failure::Cause cause)
{
    using Cause = Failure::Cause;
    switch (cause) {
    case Cause::Cancelled:
        return "Cancelled"_L1;
    case Cause::NameNotFound:
        return "NameNotFound"_L1;
    case Cause::Refused:
        return "Refused"_L1;
    case Cause::TimedOut:
        return "TimedOut"_L1;
    case Cause::Certificate:
        return "Certificate"_L1;
    case Cause::SignIn:
        return "SignIn"_L1;
    case Cause::Denied:
        return "Denied"_L1;
    case Cause::NotSupported:
        return "NotSupported"_L1;
    case Cause::NotFound:
        return "NotFound"_L1;
    case Cause::Exists:
        return "Exists"_L1;
    case Cause::InvalidValue:
        return "InvalidValue"_L1;
    case Cause::SizeNotSupported:
        return "SizeNotSupported"_L1;
    case Cause::InUse:
        return "InUse"_L1;
    case Cause::ServerFault:
        return "ServerFault"_L1;
    case Cause::Malformed:
        return "Malformed"_L1;
    case Cause::TooLarge:
        return "TooLarge"_L1;
    case Cause::Storage:
        return "Storage"_L1;
    case Cause::OutcomeUnknown:
        return "OutcomeUnknown"_L1;
    case Cause::CertificateChanged:
        return "CertificateChanged"_L1;
    case Cause::CertificateExpired:
        return "CertificateExpired"_L1;
    case Cause::CertificateName:
        return "CertificateName"_L1;
    case Cause::TlsVersion:
        return "TlsVersion"_L1;
    case Cause::SchemeNotOffered:
        return "SchemeNotOffered"_L1;
    case Cause::NoTicket:
        return "NoTicket"_L1;
    case Cause::ClockSkew:
        return "ClockSkew"_L1;
    case Cause::KdcUnreachable:
        return "KdcUnreachable"_L1;
    case Cause::ServiceUnknown:
        return "ServiceUnknown"_L1;
    case Cause::Account:
        return "Account"_L1;
    case Cause::Unencrypted:
        return "Unencrypted"_L1;
    case Cause::Quota:
        return "Quota"_L1;
    case Cause::NotDone:
        return "NotDone"_L1;
    }
    return {};
}

QLatin1StringView stateName(JobRecord::State state)
{
    using State = JobRecord::State;
    switch (state) {
    case State::Recorded:
        return "recorded"_L1;
    case State::Sent:
        return "sent"_L1;
    case State::Running:
        return "running"_L1;
    case State::Stopping:
        return "stopping"_L1;
    case State::Checking:
        return "checking"_L1;
    case State::Succeeded:
        return "succeeded"_L1;
    case State::Failed:
        return "failed"_L1;
    case State::Stopped:
        return "stopped"_L1;
    }
    return {};
}

QLatin1StringView doubtName(Doubt doubt)
{
    switch (doubt) {
    case Doubt::None:
        return "None"_L1;
    case Doubt::NothingToSee:
        return "NothingToSee"_L1;
    case Doubt::NotReadable:
        return "NotReadable"_L1;
    case Doubt::UnknownBefore:
        return "UnknownBefore"_L1;
    case Doubt::SeveralFit:
        return "SeveralFit"_L1;
    case Doubt::ChangedOtherwise:
        return "ChangedOtherwise"_L1;
    case Doubt::SubjectGone:
        return "SubjectGone"_L1;
    case Doubt::JobGone:
        return "JobGone"_L1;
    case Doubt::OthersAtWork:
        return "OthersAtWork"_L1;
    case Doubt::UnclearAnswer:
        return "UnclearAnswer"_L1;
    case Doubt::SystemGone:
        return "SystemGone"_L1;
    case Doubt::NewOtherwise:
        return "NewOtherwise"_L1;
    case Doubt::NewUnmarked:
        return "NewUnmarked"_L1;
    case Doubt::JobToStopGone:
        return "JobToStopGone"_L1;
    }
    return {};
}

QList<CimPath> affectedBy(const JobRecord &record)
{
    QList<CimPath> paths;
    QList<CimPath> named{record.result, record.removed};
    if (record.call.isValid())
        named += objectsNamedBy(record.call);
    named += record.affected;
    for (const CimPath &path : std::as_const(named)) {
        if (!path.isEmpty() && !paths.contains(path))
            paths.append(path);
    }
    return paths;
}

QJsonObject facts(const JobRecord &record)
{
    QJsonObject arguments;
    if (record.call.isValid()) {
        for (const auto &[name, value] : record.call.arguments())
            arguments.insert(name, facts(value));
    }
    QJsonArray affected;
    const auto paths = affectedBy(record);
    for (const CimPath &path : paths)
        affected.append(path.toText());
    return {
        {u"id"_s, QString::number(record.id)},
        {u"system"_s, record.systemId},
        {u"method"_s,
         record.call.isValid() ? QJsonValue(QString(record.call.decl().name)) : QJsonValue()},
        {u"arguments"_s, arguments},
        {u"removed"_s, pathOrNull(record.removed)},
        {u"target"_s, record.call.isValid() ? pathOrNull(record.call.target()) : QJsonValue()},
        {u"subject"_s, orNull(record.subject)},
        {u"person"_s, orNull(record.person)},
        {u"signedInAs"_s, orNull(record.signedInAs)},
        {u"messageId"_s, orNull(record.messageId)},
        {u"affected"_s, affected},
        {u"state"_s, QString(stateName(record.state))},
        {u"submitted"_s, time(record.submitted)},
        {u"ended"_s, time(record.ended)},
        {u"returnValue"_s,
         record.returnValue ? QJsonValue(qint64(*record.returnValue)) : QJsonValue()},
        {u"job"_s, record.job.isEmpty() ? QJsonValue() : QJsonValue(record.job.toText())},
        {u"percent"_s, record.percent ? QJsonValue(*record.percent) : QJsonValue()},
        {u"result"_s, record.result.isEmpty() ? QJsonValue() : QJsonValue(record.result.toText())},
        {u"size"_s, record.size ? QJsonValue(bytesText(*record.size)) : QJsonValue()},
        {u"cause"_s,
         record.failure ? QJsonValue(QString(causeName(record.failure->cause))) : QJsonValue()},
        {u"doubt"_s,
         record.doubt == Doubt::None ? QJsonValue() : QJsonValue(QString(doubtName(record.doubt)))},
        {u"serverText"_s,
         orNull(record.failure && !record.failure->serverText.isEmpty() ? record.failure->serverText
                                                                        : record.statusText)}};
}

} // namespace Cistern
