// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/facts.h"

#include "services/cim/ciminstance.h"

namespace Cistern::Cli {

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

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
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

QLatin1StringView stageName(Failure::Stage stage)
{
    using Stage = Failure::Stage;
    switch (stage) {
    case Stage::Input:
        return "Input"_L1;
    case Stage::Name:
        return "Name"_L1;
    case Stage::Network:
        return "Network"_L1;
    case Stage::Encryption:
        return "Encryption"_L1;
    case Stage::SignIn:
        return "SignIn"_L1;
    case Stage::Protocol:
        return "Protocol"_L1;
    case Stage::Operation:
        return "Operation"_L1;
    case Stage::Job:
        return "Job"_L1;
    case Stage::Storage:
        return "Storage"_L1;
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

QLatin1StringView phaseName(SystemState::Phase phase)
{
    using Phase = SystemState::Phase;
    switch (phase) {
    case Phase::Idle:
        return "idle"_L1;
    case Phase::Connecting:
        return "connecting"_L1;
    case Phase::Connected:
        return "connected"_L1;
    case Phase::Waiting:
        return "away"_L1;
    case Phase::Failed:
        return "failed"_L1;
    }
    return {};
}

QLatin1StringView stepName(Rung::Step step)
{
    using Step = Rung::Step;
    switch (step) {
    case Step::Name:
        return "name"_L1;
    case Step::Network:
        return "network"_L1;
    case Step::Encryption:
        return "encryption"_L1;
    case Step::SignIn:
        return "sign-in"_L1;
    case Step::Identify:
        return "identify"_L1;
    case Step::Namespaces:
        return "namespaces"_L1;
    }
    return {};
}

namespace {
QLatin1StringView rungStateName(Rung::State state)
{
    using State = Rung::State;
    switch (state) {
    case State::NotTried:
        return "not tried"_L1;
    case State::Climbing:
        return "climbing"_L1;
    case State::Done:
        return "done"_L1;
    case State::Skipped:
        return "skipped"_L1;
    case State::Failed:
        return "failed"_L1;
    }
    return {};
}
} // namespace

QJsonObject facts(const Rung &rung)
{
    return {{u"step"_s, QString(stepName(rung.step))},
            {u"state"_s, QString(rungStateName(rung.state))},
            {u"milliseconds"_s, qint64(rung.took.count())},
            {u"fact"_s, orNull(rung.fact)}};
}

namespace {
QLatin1StringView presenceName(NamespaceFact::Presence presence)
{
    using Presence = NamespaceFact::Presence;
    switch (presence) {
    case Presence::Unasked:
        return "not asked"_L1;
    case Presence::There:
        return "there"_L1;
    case Presence::NoInstance:
        return "no service"_L1;
    case Presence::NoClass:
        return "no class"_L1;
    case Presence::NoNamespace:
        return "no namespace"_L1;
    case Presence::Denied:
        return "denied"_L1;
    case Presence::Failed:
        return "failed"_L1;
    }
    return {};
}
} // namespace

QJsonArray spaceFacts(const Ladder &ladder)
{
    QJsonArray array;
    for (const NamespaceFact &space : ladder.spaces)
        array.append(QJsonObject{{u"namespace"_s, space.name},
                                 {u"class"_s, space.serviceClass},
                                 {u"state"_s, QString(presenceName(space.presence))}});
    return array;
}

QJsonValue clockFacts(const Ladder &ladder)
{
    if (!ladder.clocks)
        return {};
    return QJsonObject{{u"theirs"_s, time(ladder.clocks->theirs)},
                       {u"ours"_s, time(ladder.clocks->ours)},
                       {u"secondsAhead"_s, ladder.clocks->ahead()}};
}

QJsonObject facts(const JobRecord &record)
{
    QJsonObject arguments;
    if (record.call.isValid()) {
        for (const auto &[name, value] : record.call.arguments())
            arguments.insert(name, facts(value));
    }
    return {
        {u"id"_s, QString::number(record.id)},
        {u"system"_s, record.systemId},
        {u"method"_s,
         record.call.isValid() ? QJsonValue(QString(record.call.decl().name)) : QJsonValue()},
        {u"arguments"_s, arguments},
        {u"removed"_s,
         record.removed.isEmpty() ? QJsonValue() : QJsonValue(record.removed.toText())},
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
         record.failure ? QJsonValue(QString(causeName(record.failure->cause))) : QJsonValue()}};
}

} // namespace Cistern::Cli
