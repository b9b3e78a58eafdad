// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/certificatedialog.h"

#include "ui/text/certificatewords.h"
#include "ui/text/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateglyph.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTreeView>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int narrowLine = 8; // bytes of a fingerprint, where two stand side by side
constexpr int wideLine = 16;
constexpr int leastWidth = 720;
constexpr int mostRows = 5; // of the chain, without scrolling
constexpr int thumbprintLine = 20;
constexpr int longestName = 40; // characters of a system's name on a button

void addRow(QGridLayout *grid, const QString &label, QWidget *value, QWidget *second = nullptr)
{
    const int row = grid->rowCount();
    grid->addWidget(new Label(Label::Kind::Grey, label), row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1, Qt::AlignTop);
    if (second)
        grid->addWidget(second, row, 2, Qt::AlignTop);
}

Label *valueLabel(const QString &text, bool differs = false)
{
    auto *label = new Label(differs ? Label::Kind::Heading : Label::Kind::Body, text);
    label->setWordWrap(true);
    label->setSelectable();
    if (differs)
        label->setState(State::Error);
    return label;
}

QGridLayout *gridIn(QWidget *box)
{
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    return grid;
}

QString buttonName(QString name)
{
    if (name.size() > longestName)
        name = name.first(longestName - 1) + u'…';
    return name.replace(u'&', u"&&"_s);
}
} // namespace

CertificateDialog::CertificateDialog(const ConnectionSpec &spec, const PeerCertificate &shown,
                                     const Clock &clock, const QString &product, QWidget *parent)
    : DialogFrame(parent), m_spec(spec), m_shown(shown), m_chain(chain())
{
    const bool changed = shown.has(CertificateProblem::Kind::Changed);
    const bool usable = shown.canBeTrusted();
    const CertificateQuestion question = questionAbout(shown, spec.name, clock.now());
    setWindowTitle(changed ? tr("Certificate changed – %1").arg(spec.name)
                           : tr("Certificate – %1").arg(spec.name));
    setHead(changed      ? State::CertificateChanged
                : usable ? State::Warning
                         : State::Error,
            question.title, question.why);
    setLoud(true);

    content()->addWidget(changed ? comparison() : facts());
    if (shown.problems.size() > 1)
        content()->addWidget(problems());
    content()->addWidget(m_chain);
    m_chain->hide();
    content()->addWidget(new Hairline(this));
    auto *advice = new Label(Label::Kind::Body, question.advice, this);
    advice->setWordWrap(true);
    content()->addWidget(advice);
    if (usable) {
        auto *heading = new Label(
            Label::Kind::Heading,
            tr("To be sure, run this at the keyboard of %1 and compare:").arg(spec.name), this);
        heading->setWordWrap(true);
        content()->addWidget(heading);
        content()->addWidget(commands(product));
        m_compared = new QCheckBox(
            tr("I have &compared the fingerprint on %1 itself, and it is the one shown here")
                .arg(buttonName(spec.name)),
            this);
        content()->addWidget(m_compared);
    }
    content()->addStretch();

    auto *more = new QPushButton(tr("Show full c&hain"), this);
    more->setCheckable(true);
    connect(more, &QPushButton::toggled, m_chain, &QWidget::setVisible);
    connect(more, &QPushButton::toggled, this, &CertificateDialog::fit);
    addSide(more);
    const QString name = buttonName(spec.name);
    m_keep = addReject(changed      ? tr("&Keep %1 blocked").arg(name)
                           : usable ? tr("&Don't trust")
                                    : tr("Close"));
    if (usable) {
        m_trust = addAccept(changed ? tr("&Trust the new certificate for %1").arg(name)
                                    : tr("&Trust this certificate for %1").arg(name));
        m_trust->setDefault(false);
        m_trust->setAutoDefault(false);
        m_trust->setEnabled(false);
        m_trust->installEventFilter(this);
        connect(m_compared, &QCheckBox::toggled, m_trust, &QWidget::setEnabled);
    }
    m_keep->setDefault(true);
    m_keep->setFocus();
    fit();
}

void CertificateDialog::fit()
{
    layout()->activate();
    const int least = std::max(leastWidth, minimumSizeHint().width());
    const int width = std::max(least, this->width());
    setMinimumSize(least, layout()->totalHeightForWidth(least));
    resize(width, layout()->totalHeightForWidth(width));
}

QWidget *CertificateDialog::fingerprint(const QString &name, const QByteArray &digest,
                                        int bytesPerLine, State state)
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *text = new Label(Label::Kind::Fixed, fingerprintText(digest, bytesPerLine), box);
    text->setState(state);
    text->setSelectable();
    text->setLayoutDirection(Qt::LeftToRight); // figures are never mirrored
    text->setAccessibleName(name);
    text->setMinimumSize(text->sizeHint());
    auto *copy = new LinkButton(tr("Copy"), box);
    copy->setFlush(true);
    copy->setAccessibleName(tr("Copy: %1").arg(name));
    connect(copy, &QPushButton::clicked, this,
            [digest] { QGuiApplication::clipboard()->setText(fingerprintText(digest)); });
    row->addWidget(text);
    row->addWidget(copy, 0, Qt::AlignTop);
    row->addStretch(1);
    return box;
}

QWidget *CertificateDialog::facts()
{
    auto *box = new QWidget(this);
    QGridLayout *grid = gridIn(box);
    grid->setColumnStretch(1, 1);
    const auto rows = rowsOf(m_shown.chain.value(0));
    for (const CertificateRow &row : rows)
        addRow(grid, row.label, valueLabel(row.value));
    addRow(grid, tr("Fingerprint\n(SHA-256)"),
           fingerprint(tr("Fingerprint (SHA-256)"), m_shown.fingerprint(), wideLine, State::None));
    addRow(grid, tr("Thumbprint\n(SHA-1)"),
           fingerprint(tr("Thumbprint (SHA-1)"), m_shown.chain.value(0).sha1, thumbprintLine,
                       State::None));
    return box;
}

// What was trusted beside what is shown now; where nobody noted more than the fingerprint, that
// alone.
QWidget *CertificateDialog::comparison()
{
    auto *box = new QWidget(this);
    QGridLayout *grid = gridIn(box);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    const auto head = [box](State state, const QString &text) {
        auto *cell = new QWidget(box);
        auto *row = new QHBoxLayout(cell);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        row->addWidget(new StateGlyph(state, 16, cell));
        auto *words = new Label(Label::Kind::Heading, text, cell);
        words->setState(state == State::Ok ? State::None : State::Error);
        row->addWidget(words, 1);
        return cell;
    };
    const bool since = m_spec.pinnedSince.isValid();
    addRow(grid, {},
           head(State::Ok,
                since ? tr("Trusted since %1").arg(dateText(m_spec.pinnedSince)) : tr("Trusted")),
           head(State::CertificateChanged, tr("Offered now")));
    const auto now = rowsOf(m_shown.chain.value(0));
    const auto before = m_spec.pinned.sha256 == m_spec.pin && !m_spec.pin.isEmpty()
        ? rowsOf(m_spec.pinned)
        : QList<CertificateRow>();
    for (const CertificateRow &row : now) {
        QString was;
        for (const CertificateRow &old : before) {
            if (old.label == row.label)
                was = old.value;
        }
        addRow(grid, row.label, valueLabel(was.isEmpty() ? tr("not known") : was),
               valueLabel(row.value, !was.isEmpty() && was != row.value));
    }
    addRow(grid, tr("Fingerprint\n(SHA-256)"),
           fingerprint(tr("Trusted fingerprint"), m_shown.pin, narrowLine, State::None),
           fingerprint(tr("Offered fingerprint"), m_shown.fingerprint(), narrowLine, State::Error));
    return box;
}

QWidget *CertificateDialog::problems()
{
    auto *box = new QWidget(this);
    QGridLayout *grid = gridIn(box);
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto others = m_shown.problems.sliced(1); // the head tells the first
    for (const CertificateProblem &problem : others) {
        const int row = grid->rowCount();
        grid->addWidget(new StateGlyph(State::Warning, 16, box), row, 0, Qt::AlignTop);
        grid->addWidget(valueLabel(problemText(problem, m_shown)), row, 1);
    }
    return box;
}

// Which kind of server it is decides what is shown first; the other kind is one tab away.
QWidget *CertificateDialog::commands(const QString &product)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *tabs = new QTabBar(box);
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    tabs->setAccessibleName(tr("Kind of server"));
    auto *pages = new QStackedWidget(box);
    for (const ServerKind kind : {ServerKind::Windows, ServerKind::Linux}) {
        tabs->addTab(serverKindText(kind));
        auto *page = new QWidget(pages);
        auto *lines = new QVBoxLayout(page);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(4);
        const auto ways = fingerprintCommands(kind, m_spec.url);
        for (const FingerprintCommand &way : ways) {
            lines->addWidget(new Label(Label::Kind::Secondary, way.shows, page));
            lines->addWidget(new CopyField(way.command, page));
        }
        lines->addStretch(1);
        pages->addWidget(page);
    }
    connect(tabs, &QTabBar::currentChanged, pages, &QStackedWidget::setCurrentIndex);
    tabs->setCurrentIndex(int(likelyServerKind(product)));
    column->addWidget(tabs, 0, Qt::AlignLeading);
    column->addWidget(pages);
    return box;
}

QTreeView *CertificateDialog::chain()
{
    auto *model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels(
        {tr("Issued to"), tr("Issued by"), tr("Valid"), tr("Key"), tr("Fingerprint (SHA-256)")});
    for (const CertificateFacts &facts : std::as_const(m_shown.chain)) {
        QList<QStandardItem *> row;
        for (const QString &text :
             {facts.subject, issuerText(facts), isolatedLeftToRight(validityText(facts)),
              keyText(facts), isolatedLeftToRight(fingerprintText(facts.sha256))}) {
            auto *item = new QStandardItem(text);
            item->setEditable(false);
            row.append(item);
        }
        model->appendRow(row);
    }
    auto *view = new QTreeView(this);
    view->setModel(model);
    view->setRootIsDecorated(false);
    view->setAllColumnsShowFocus(true);
    view->setTabKeyNavigation(false);
    view->setAccessibleName(tr("Chain of certificates"));
    view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    const int rows = std::min(model->rowCount(), mostRows);
    view->setFixedHeight(view->header()->sizeHint().height()
                         + rows * std::max(28, fontMetrics().height() + 8) + 2);
    return view;
}

bool CertificateDialog::eventFilter(QObject *watched, QEvent *event)
{
    // Some desktops press the focused button on Enter; here only a click or the space bar does.
    if (watched == m_trust && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_keep->click();
            return true;
        }
    }
    return DialogFrame::eventFilter(watched, event);
}

void CertificateDialog::accept()
{
    if (!m_compared || !m_compared->isChecked() || !m_trust->isEnabled())
        return;
    DialogFrame::accept();
    Q_EMIT trusted(m_shown);
}

} // namespace Cistern

#include "moc_certificatedialog.cpp"
