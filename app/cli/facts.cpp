// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/facts.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}
} // namespace

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

} // namespace Cistern::Cli
