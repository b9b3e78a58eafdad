// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/connectdialog.h"

#include "services/systems/secretsource.h"
#include "services/systems/trust.h"
#include "ui/dialogs/address.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/credentialsetdialog.h"
#include "ui/text/connectwords.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/signinfields.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

ConnectDialog::ConnectDialog(const Console &console, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_address(new QLineEdit(this))
    , m_addressProblem(new FieldProblem(m_address, this))
    , m_kind(new QComboBox(this))
    , m_signIn(new SignInFields(console, this))
    , m_site(new QComboBox(this))
    , m_summary(new Label(Label::Kind::Grey, QString(), this))
    , m_scroll(new QScrollArea(this))
    , m_ladder(new ConnectionLadder(
          console.clock, {ConnectionLadder::Remedy::SignIn, ConnectionLadder::Remedy::Trust}, this))
{
    setWindowTitle(tr("Connect to a system"));
    m_address->setPlaceholderText(tr("Name or address, with a port if it is an unusual one"));
    m_kind->addItem(tr("HTTPS, port 5986"), true);
    m_kind->addItem(tr("HTTP, port 5985"), false);
    m_kind->setAccessibleName(tr("Protocol"));
    m_site->setEditable(true);
    m_site->lineEdit()->setPlaceholderText(tr("None"));
    QStringList sites;
    for (const ConnectionSpec &spec : console.book.systems()) {
        if (!spec.site.isEmpty() && !sites.contains(spec.site))
            sites.append(spec.site);
    }
    m_site->addItems(sites);
    m_site->setCurrentText({});

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto label = [this, grid](int row, const QString &text, QWidget *buddy) {
        auto *words = new Label(Label::Kind::Body, text, this);
        words->setBuddy(buddy);
        grid->addWidget(words, row, 0);
    };
    label(0, tr("&Address:"), m_address);
    grid->addWidget(m_address, 0, 1);
    grid->addWidget(m_kind, 0, 2);
    grid->addWidget(m_addressProblem, 1, 1, 1, 2);
    grid->addWidget(m_signIn, 2, 0, 1, 3);
    label(3, tr("&Group:"), m_site);
    grid->addWidget(m_site, 3, 1, Qt::AlignLeading);
    grid->setColumnMinimumWidth(0, m_signIn->labelWidth());
    m_site->setMinimumContentsLength(20);

    auto *summary = new QHBoxLayout;
    summary->setSpacing(8);
    summary->addWidget(new Label(Label::Kind::Heading, tr("Connection"), this));
    summary->addWidget(m_summary, 1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The card takes what it needs and no more, the rest stays the dialog's.
    auto *held = new QWidget(m_scroll);
    auto *column = new QVBoxLayout(held);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_ladder);
    column->addStretch(1);
    m_scroll->setWidget(held);
    content()->addLayout(grid);
    content()->addSpacing(8);
    content()->addLayout(summary);
    content()->addWidget(m_scroll, 1);

    m_connect = addAccept(tr("C&onnect"));
    m_cancel = addReject(tr("Cancel"));
    connect(m_address, &QLineEdit::textChanged, this, &ConnectDialog::checkFields);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConnectDialog::checkFields);
    connect(m_signIn, &SignInFields::changed, this, &ConnectDialog::checkFields);
    connect(m_signIn, &SignInFields::newSetAsked, this, &ConnectDialog::makeSet);
    connect(m_ladder, &ConnectionLadder::remedyAsked, this, &ConnectDialog::remedy);
    showLadder(Ladder::untried());
    checkFields();
    resize(780, 700);
    m_address->setFocus();
}

ConnectionSpec ConnectDialog::spec() const
{
    const Address address = readAddress(m_address->text(), m_kind->currentData().toBool());
    QString id = address.url.host().toLower();
    if (address.url.port() != 5985 && address.url.port() != 5986 && !id.isEmpty())
        id += u'-' + QString::number(address.url.port());
    // Ids are names in commands: letters, digits, dots and dashes.
    for (QChar &c : id) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-')
            c = u'-';
    }
    ConnectionSpec spec{.id = id,
                        .name = address.url.host(),
                        .url = address.url,
                        .site = m_site->currentText().trimmed()};
    m_signIn->applyTo(spec);
    // What was trusted here is trusted for this address alone.
    return spec.url == m_trusted.url && m_trustedFacts
        ? Trust::pinned(spec, *m_trustedFacts, m_console.clock)
        : spec;
}

void ConnectDialog::checkFields()
{
    // A whole URL decides the protocol.
    const QString typed = m_address->text().trimmed();
    if (typed.startsWith("http://"_L1, Qt::CaseInsensitive)
        || typed.startsWith("https://"_L1, Qt::CaseInsensitive)) {
        const QSignalBlocker blocker(m_kind);
        m_kind->setCurrentIndex(
            m_kind->findData(typed.startsWith("https"_L1, Qt::CaseInsensitive)));
    }
    const Address address = readAddress(m_address->text(), m_kind->currentData().toBool());
    if (!address.problem.isEmpty() && !m_address->text().isEmpty())
        m_addressProblem->showProblem(address.problem);
    else if (address.droppedPassword)
        m_addressProblem->showProblem(
            tr("The part before the @ is left out; type user and password below."), QString(),
            State::Warning);
    else
        m_addressProblem->clear();
    m_signIn->setAddress(address.url);
    m_connect->setEnabled(!m_climb && address.problem.isEmpty() && m_signIn->isComplete());
}

void ConnectDialog::setFieldsEnabled(bool enabled)
{
    for (QWidget *field : {static_cast<QWidget *>(m_address), static_cast<QWidget *>(m_kind),
                           static_cast<QWidget *>(m_signIn)})
        field->setEnabled(enabled);
    checkFields();
}

void ConnectDialog::makeSet()
{
    auto *dialog = new CredentialSetDialog(m_console, this);
    connect(dialog, &CredentialSetDialog::saved, m_signIn, &SignInFields::chooseSet);
    dialog->open();
}

void ConnectDialog::accept()
{
    if (m_connect->isEnabled() && !m_climb)
        climb();
}

void ConnectDialog::climb()
{
    m_tried = spec();
    m_secret = m_signIn->secret();
    m_climb = std::make_unique<QObject>();
    m_cancel->setText(tr("Stop"));
    setFieldsEnabled(false);
    if (m_secret)
        return climbWith(*m_secret);
    onDone(m_console.secrets.secret(m_tried, m_climb.get()), m_climb.get(),
           [this](const Outcome<Secret> &secret) {
               if (secret)
                   return climbWith(*secret);
               Ladder ladder = Ladder::untried();
               ladder.rung(Rung::Step::SignIn) = Rung{.step = Rung::Step::SignIn,
                                                      .state = Rung::State::Failed,
                                                      .failure = secret.failure()};
               ended(ladder);
           });
}

void ConnectDialog::climbWith(const Secret &secret)
{
    onDone(m_console.connections.check(m_tried, secret, m_climb.get(),
                                       [this](const Ladder &ladder) { showLadder(ladder); }),
           m_climb.get(), [this](const Outcome<Ladder> &outcome) { ended(outcome); });
}

// At once: the climb goes with its owner.
void ConnectDialog::stop()
{
    // Called from the climb's own answer too, so it may not go before this turn is over.
    if (m_climb)
        m_climb.release()->deleteLater();
    m_cancel->setText(tr("Cancel"));
    setFieldsEnabled(true);
}

void ConnectDialog::reject()
{
    if (!m_climb) {
        DialogFrame::reject();
        return;
    }
    stop();
    Ladder stopped = m_ladder->ladder();
    for (Rung &rung : stopped.rungs) {
        if (rung.state == Rung::State::Climbing)
            rung.state = Rung::State::NotTried;
    }
    showLadder(stopped);
    m_summary->setText(tr("stopped by you"));
}

void ConnectDialog::showLadder(const Ladder &ladder)
{
    m_ladder->setLadder(ladder, m_tried);
    QStringList words{m_ladder->summary(), clockHint(ladder, m_tried)};
    words.removeAll(QString());
    m_summary->setText(words.join(u" · "_s));
}

void ConnectDialog::decideTrust()
{
    const Rung *failed = m_ladder->ladder().failed();
    const auto shown = failed && failed->failure ? offeredCertificate(*failed->failure)
                                                 : std::nullopt;
    if (!shown || shown->chain.isEmpty())
        return;
    auto *dialog = new CertificateDialog(m_tried, *shown, m_console.clock, {}, this);
    connect(dialog, &CertificateDialog::trusted, this, [this](const PeerCertificate &trusted) {
        m_trusted = m_tried;
        m_trustedFacts = trusted.chain.first();
        accept(); // goes on at once
    });
    dialog->open();
}

void ConnectDialog::remedy(ConnectionLadder::Remedy remedy)
{
    if (remedy == ConnectionLadder::Remedy::Trust)
        return decideTrust();
    if (remedy != ConnectionLadder::Remedy::SignIn)
        return;
    QWidget *field = m_signIn->findChild<QLineEdit *>();
    if (!field || !field->isVisible())
        field = m_signIn->findChild<QComboBox *>();
    if (field)
        field->setFocus(Qt::OtherFocusReason);
}

void ConnectDialog::ended(const Outcome<Ladder> &outcome)
{
    stop();
    if (!outcome) {
        m_summary->setText(tr("stopped by you"));
        return;
    }
    showLadder(*outcome);
    if (outcome->connected()) {
        keep();
        return;
    }
    m_connect->setText(tr("&Try again"));
    m_connect->setFocus();
    if (const Rung *failed = outcome->failed())
        m_scroll->ensureWidgetVisible(m_ladder->row(int(failed->step)));
}

void ConnectDialog::keep()
{
    // Whether the keychain took it is told when it is needed and missing: it lives for this run
    // anyway.
    if (m_secret)
        onDone(m_console.secrets.change(SecretSource::keyOf(m_tried), *m_secret,
                                        m_signIn->remembers(), &m_console.secrets),
               &m_console.secrets, [](const Outcome<Done> &) {});
    onDone(m_console.book.add(m_tried, this), this, [this](const Outcome<Done> &added) {
        if (!added) {
            const bool taken = added.failure().cause == Failure::Cause::Exists;
            m_summary->setText(taken ? tr("this system is in the list already")
                                     : tr("connected, but the list could not be saved"));
            return;
        }
        m_console.connections.open(m_tried.id);
        Q_EMIT connected(m_tried.id);
        DialogFrame::accept();
    });
}

} // namespace Cistern
