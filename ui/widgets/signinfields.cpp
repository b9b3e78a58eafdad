// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/signinfields.h"

#include "services/credentials/credentialbook.h"
#include "ui/text/signinwords.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/secretedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Row {
    SetRow,
    UserRow,
    UserProblemRow,
    PasswordRow,
    WayRow,
    WayProblemRow,
    ClearRow,
    WordsRow,
    MoreRow,
    ServiceRow,
    BindsRow,
    BindsWordsRow
};
} // namespace

SignInFields::SignInFields(const Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_grid(new QGridLayout(this))
    , m_set(new QComboBox(this))
    , m_new(new QPushButton(tr("N&ew…"), this))
    , m_user(new QLineEdit(this))
    , m_userProblem(new FieldProblem(m_user, this))
    , m_password(new SecretEdit(this))
    , m_remember(new QCheckBox(tr("&Keep it in the keychain"), this))
    , m_way(new QComboBox(this))
    , m_wayProblem(new FieldProblem(m_way, this))
    , m_allowClear(new QCheckBox(tr("Send the password unen&crypted all the same"), this))
    , m_clearWords(new Label(Label::Kind::Secondary, QString(), this))
    , m_more(new LinkButton(tr("A&dvanced"), this))
    , m_service(new QLineEdit(this))
    , m_binds(new QCheckBox(tr("&Bind the sign-in to the TLS channel"), this))
    , m_bindsWords(new Label(Label::Kind::Secondary,
                             tr("Off only where TLS ends before the system, at a proxy or a load "
                                "balancer, and the system refuses the sign-in for it."),
                             this))
{
    m_set->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_set->setMinimumContentsLength(24);
    m_new->setAutoDefault(false);
    m_new->setToolTip(tr("Make a credential set that many systems can use"));
    m_new->setAccessibleName(tr("New credential set"));
    m_user->setPlaceholderText(tr("name, DOMAIN\\name or name@REALM"));
    m_remember->setChecked(true);
    m_remember->setToolTip(tr("Otherwise it is kept until this window is closed."));
    m_way->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_way->setMinimumContentsLength(24);
    m_clearWords->setText(tr("Without TLS everybody on the way to the system can read it, and use "
                             "it. The system stays marked in the list."));
    m_clearWords->setWordWrap(true);

    m_more->setCheckable(true);
    m_more->setAutoDefault(false);
    m_more->setToolTip(tr("The Kerberos service, and the binding to TLS"));
    m_service->setPlaceholderText(tr("HTTP, then HOST and WSMAN"));
    m_service->setToolTip(tr("The service part of the principal name that the system has a key "
                             "for: HTTP, HOST, WSMAN, or one of its own."));
    m_binds->setChecked(true);
    m_bindsWords->setWordWrap(true);
    m_binds->setAccessibleDescription(m_bindsWords->text());

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    const auto label = [this](int row, const QString &text, QWidget *buddy) {
        auto *words = new Label(Label::Kind::Body, text, this);
        words->setBuddy(buddy);
        m_grid->addWidget(words, row, 0);
    };
    label(SetRow, tr("&Sign in with:"), m_set);
    m_grid->addWidget(m_set, SetRow, 1);
    m_grid->addWidget(m_new, SetRow, 2);
    label(UserRow, tr("&User:"), m_user);
    m_grid->addWidget(m_user, UserRow, 1, 1, 2);
    m_grid->addWidget(m_userProblem, UserProblemRow, 1, 1, 2);
    label(PasswordRow, tr("&Password:"), m_password);
    m_grid->addWidget(m_password, PasswordRow, 1);
    m_grid->addWidget(m_remember, PasswordRow, 2);
    label(WayRow, tr("&Way to sign in:"), m_way);
    m_grid->addWidget(m_way, WayRow, 1, 1, 2);
    m_grid->addWidget(m_wayProblem, WayProblemRow, 1, 1, 2);
    m_grid->addWidget(m_allowClear, ClearRow, 1, 1, 2);
    m_grid->addWidget(m_clearWords, WordsRow, 1, 1, 2);
    m_grid->addWidget(m_more, MoreRow, 1, 1, 2, Qt::AlignLeading);
    label(ServiceRow, tr("Ke&rberos service:"), m_service);
    m_grid->addWidget(m_service, ServiceRow, 1, 1, 2);
    m_grid->addWidget(m_binds, BindsRow, 1, 1, 2);
    m_grid->addWidget(m_bindsWords, BindsWordsRow, 1, 1, 2);

    setLabelWidth(labelWidth()); // of the hidden ones too: nothing moves when they are shown
    fillSets();
    fillWays();
    connect(m_set, &QComboBox::currentIndexChanged, this, [this] {
        m_wanted.clear();
        m_kept = false;
        fillWays();
        follow();
    });
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] {
        m_wanted = m_way->currentData().toString();
        follow();
    });
    connect(m_user, &QLineEdit::textChanged, this, &SignInFields::follow);
    connect(m_password, &QLineEdit::textChanged, this, &SignInFields::follow);
    connect(m_allowClear, &QCheckBox::toggled, this, &SignInFields::follow);
    connect(m_more, &QPushButton::toggled, this, &SignInFields::follow);
    connect(m_service, &QLineEdit::textChanged, this, &SignInFields::follow);
    connect(m_binds, &QCheckBox::toggled, this, &SignInFields::follow);
    connect(m_new, &QPushButton::clicked, this, &SignInFields::newSetAsked);
    connect(&m_console.credentials, &CredentialBook::changed, this, &SignInFields::fillSets);
    follow();
}

void SignInFields::fillSets()
{
    const QString chosen = m_set->currentData().toString();
    const QSignalBlocker blocker(m_set);
    m_set->clear();
    m_set->addItem(tr("A user for this system alone"), QString());
    for (const CredentialSet &set : m_console.credentials.sets()) {
        const QString use = useText(m_console.credentials.usersOf(set.id).size());
        m_set->addItem(tr("%1   (%2)", "name of a set, how many systems use it").arg(set.name, use),
                       set.id);
    }
    m_set->setCurrentIndex(std::max(0, m_set->findData(chosen)));
}

// Those that can carry what was chosen; a certificate is shown over https alone.
void SignInFields::fillWays()
{
    const QSignalBlocker blocker(m_way);
    m_way->clear();
    for (const SignInWay &way : signInWays()) {
        if (way.takes(kind()) && !(way.certificate && m_address.scheme() == "http"_L1))
            m_way->addItem(wayText(way), QString(way.id));
    }
    int index = m_wanted.isEmpty() ? -1 : m_way->findData(m_wanted);
    if (index < 0)
        index = m_way->findData(proposedScheme(kind()));
    m_way->setCurrentIndex(std::max(index, m_way->count() > 0 ? 0 : -1));
}

std::optional<CredentialSet> SignInFields::chosenSet() const
{
    const CredentialSet *set = m_console.credentials.find(m_set->currentData().toString());
    return set ? std::optional(*set) : std::nullopt;
}

CredentialSet::Kind SignInFields::kind() const
{
    const auto set = chosenSet();
    return set ? set->kind : CredentialSet::Kind::Password;
}

void SignInFields::setAddress(const QUrl &url)
{
    if (url == m_address)
        return;
    const bool kindOfUrl = url.scheme() != m_address.scheme();
    m_address = url;
    if (kindOfUrl)
        fillWays();
    follow();
}

void SignInFields::setSpec(const ConnectionSpec &spec)
{
    m_address = spec.url;
    {
        const QSignalBlocker blocker(m_set);
        m_set->setCurrentIndex(std::max(0, m_set->findData(spec.credential)));
    }
    m_user->setText(spec.user);
    m_wanted = spec.scheme;
    m_kept = spec.credential.isEmpty() && !spec.user.isEmpty();
    m_password->setPlaceholderText(m_kept ? tr("Unchanged") : QString());
    m_allowClear->setChecked(spec.clearAllowed);
    m_service->setText(spec.service);
    m_binds->setChecked(spec.bindsChannel);
    m_more->setChecked(!spec.service.isEmpty() || !spec.bindsChannel);
    fillWays();
    follow();
}

void SignInFields::chooseSet(const QString &id)
{
    fillSets();
    m_set->setCurrentIndex(std::max(0, m_set->findData(id)));
}

void SignInFields::applyTo(ConnectionSpec &spec) const
{
    const auto set = chosenSet();
    spec.credential = set ? set->id : QString();
    spec.user = set ? QString() : m_user->text();
    spec.scheme = m_way->currentData().toString();
    spec.clearAllowed = isReadable() && m_allowClear->isChecked();
    if (asksForService()) {
        spec.service = m_service->text().trimmed();
        spec.bindsChannel = m_binds->isChecked();
    }
}

std::optional<Secret> SignInFields::secret() const
{
    if (chosenSet() || (m_kept && m_password->text().isEmpty()))
        return std::nullopt;
    return m_password->secret();
}

bool SignInFields::remembers() const
{
    return m_remember->isChecked();
}

bool SignInFields::isReadable() const
{
    return isReadableOnTheWay(
        {.url = m_address, .user = u"somebody"_s, .scheme = m_way->currentData().toString()});
}

bool SignInFields::asksForService() const
{
    const SignInWay *way = findWay(m_way->currentData().toString());
    return way && !way->readable && !way->certificate;
}

// RFC 7617 section 2: what is sent as it is has the colon as its divider.
bool SignInFields::userFits() const
{
    const SignInWay *way = findWay(m_way->currentData().toString());
    return chosenSet() || !way || !way->readable || !m_user->text().contains(u':');
}

bool SignInFields::isComplete() const
{
    return m_way->currentIndex() >= 0 && userFits() && (chosenSet() || !m_user->text().isEmpty())
        && (!isReadable() || m_allowClear->isChecked());
}

void SignInFields::showRow(int row, bool shown)
{
    for (int column = 0; column < m_grid->columnCount(); ++column) {
        if (QLayoutItem *item = m_grid->itemAtPosition(row, column))
            item->widget()->setVisible(shown);
    }
}

void SignInFields::follow()
{
    const bool own = !chosenSet();
    showRow(UserRow, own);
    showRow(PasswordRow, own);
    if (userFits())
        m_userProblem->clear();
    else
        m_userProblem->showProblem(tr("Basic sign-in can't carry a colon in a user name."));
    if (m_way->currentIndex() >= 0)
        m_wayProblem->clear();
    else
        m_wayProblem->showProblem(tr("No way to sign in here takes this credential set."));
    showRow(ClearRow, isReadable());
    showRow(WordsRow, isReadable());
    if (m_clearWords->isVisibleTo(this))
        m_clearWords->setState(m_allowClear->isChecked() ? State::Warning : State::Error);
    showRow(MoreRow, asksForService());
    const bool more = asksForService() && m_more->isChecked();
    showRow(ServiceRow, more);
    showRow(BindsRow, more);
    showRow(BindsWordsRow, more);
    m_binds->setEnabled(m_address.scheme() != "http"_L1); // there is no TLS to bind to
    m_allowClear->setAccessibleDescription(m_clearWords->text());
    Q_EMIT changed();
}

int SignInFields::labelWidth() const
{
    int width = 0;
    for (int row = 0; row < m_grid->rowCount(); ++row) {
        if (const QLayoutItem *item = m_grid->itemAtPosition(row, 0))
            width = std::max(width, item->widget()->sizeHint().width());
    }
    return width;
}

void SignInFields::setLabelWidth(int width)
{
    m_grid->setColumnMinimumWidth(0, width);
}

} // namespace Cistern

#include "moc_signinfields.cpp"
