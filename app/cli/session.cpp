// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/session.h"

#include "app/cli/linereader.h"
#include "services/credentials/vault.h"
#include "services/systems/secretsource.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

Session::Session(const Options &options, QObject *parent)
    : QObject(parent), m_options(options), m_console(options.json)
{}

Session::~Session()
{
    m_services.reset(); // may still want the reader
}

Services &Session::services()
{
    if (!m_services) {
        m_services = std::make_unique<Services>(
            Services::Options{.store = m_options.store,
                              .configDir = {},
                              .dataDir = {},
                              .systemName = m_options.systemName});
        m_services->secrets().setPrompt([this](const SecretQuestion &question, QObject *owner) {
            return askSecret(question, owner);
        });
    }
    return *m_services;
}

Answer<Done> Session::load(QObject *owner)
{
    return services().load(owner);
}

Answer<Done> Session::reach(const QString &systemId, QObject *owner)
{
    const ConnectionSpec *spec = services().book().find(systemId);
    if (!spec) {
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::NotFound,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"system"_s,
                                         .serverText = systemId});
    }
    Pledge<Done> pledge;
    // What was said on standard input counts more than what an earlier run kept.
    if (m_options.passwordStdin && !(spec->user.isEmpty() && spec->credential.isEmpty())) {
        const QString key = SecretSource::keyOf(*spec);
        onDone(standardInput(owner), owner,
               [this, key, systemId, owner, pledge](const Outcome<Secret> &secret) {
                   if (!secret)
                       return pledge.give(secret.failure());
                   services().vault().keepForThisRun(key, *secret);
                   open(systemId, owner, pledge);
               });
    } else {
        open(systemId, owner, pledge);
    }
    return pledge.answer();
}

void Session::open(const QString &systemId, QObject *owner, const Pledge<Done> &pledge)
{
    auto *waiting = new QObject(owner);
    const auto look = [this, systemId, waiting, pledge] {
        const SystemState state = services().connections().state(systemId);
        if (pledge.given() || state.phase == SystemState::Phase::Connecting
            || state.phase == SystemState::Phase::Idle)
            return;
        waiting->deleteLater();
        if (state.phase != SystemState::Phase::Connected) {
            services().connections().close(systemId);
            return pledge.give(state.failure.value_or(
                Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network}));
        }
        // Taking up again goes on beside the command; it only reads.
        if (!std::exchange(m_resumed, true))
            onDone(services().jobs().resume(this), this, [](const Outcome<Done> &) {});
        pledge.give(Done());
    };
    connect(&services().connections(), &Connections::stateChanged, waiting,
            [systemId, look](const QString &id) { id == systemId ? look() : void(); });
    services().connections().open(systemId);
    look();
}

Render::System Session::renderSystem(const QString &systemId)
{
    const ConnectionSpec *spec = services().book().find(systemId);
    return {
        .id = systemId, .url = spec ? spec->url : QUrl(), .user = spec ? spec->user : QString()};
}

Answer<Secret> Session::standardInput(QObject *owner)
{
    if (m_given)
        return readyAnswer<Secret>(*m_given);
    if (!m_reader)
        m_reader = std::make_unique<LineReader>();
    return andThen(m_reader->line(), owner, [this](const Secret &line) {
        m_given = line;
        return readyAnswer<Secret>(line);
    });
}

Answer<Secret> Session::prompt(const QString &question, QObject *owner)
{
    Q_UNUSED(owner)
    if (!mayPrompt || !LineReader::atTerminal())
        return readyAnswer<Secret>(
            Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn});
    if (!m_reader)
        m_reader = std::make_unique<LineReader>();
    m_console.note(question);
    return m_reader->hiddenLine();
}

Answer<Secret> Session::openLine(const QString &question)
{
    if (!m_reader)
        m_reader = std::make_unique<LineReader>();
    m_console.note(question);
    return m_reader->line();
}

Answer<ToldSecret> Session::askSecret(const SecretQuestion &question, QObject *owner)
{
    const auto &set = question.set;
    const QString words = !set
        ? tr("Password of %1 on %2:").arg(question.spec.user, question.spec.name)
        : set->kind == CredentialSet::Kind::Certificate
        ? tr("Passphrase of the key of %1, for %n systems:", nullptr, int(question.systems))
              .arg(set->name)
        : tr("Password of %1 (%2), for %n systems:", nullptr, int(question.systems))
              .arg(set->user, set->name);
    return andThen(prompt(words, owner), owner, [](const Secret &secret) {
        return readyAnswer<ToldSecret>(ToldSecret{.secret = secret});
    });
}

int connectExitCode(const Failure &failure)
{
    return failure.stage == Failure::Stage::Input ? 2 : 3;
}

int exitCode(const Failure &failure)
{
    if (failure.cause == Failure::Cause::OutcomeUnknown)
        return 5;
    switch (failure.stage) {
    case Failure::Stage::Input:
        return 2;
    case Failure::Stage::Name:
    case Failure::Stage::Network:
    case Failure::Stage::Encryption:
    case Failure::Stage::SignIn:
        return 3;
    case Failure::Stage::Job:
        return 4;
    case Failure::Stage::Protocol:
    case Failure::Stage::Operation:
    case Failure::Stage::Storage:
        break;
    }
    return 1;
}

} // namespace Cistern::Cli
