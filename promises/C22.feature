@C22
Feature: C22 Support partners receive no data
  But for a complaint that is investigated.

  Background:
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And Anna has a case, with Clara as her clinician
    And Clear Ledger, a debt adviser, is on the list

  Scenario: A debt adviser
    When Clara points Anna to Clear Ledger
    Then Clara has a telephone number to give, and the case says that it was given
    And Clear Ledger was sent nothing
    And Anna sees that nothing went to anybody

  Scenario: A complaint opens a little, for a time
    When Clara opens a complaint about Clear Ledger with Anna's name and what she complains of
    Then the mail to Clear Ledger does not say whom it is about
    And with the code Clear Ledger reads exactly those two fields
    And Anna sees in her accounting that it went to "Clear Ledger"
    When Clara ends the complaint
    Then Clear Ledger reads nothing any more

  Scenario: The complaint's time is over
    When Clara opens a complaint about Clear Ledger with Anna's name and what she complains of
    And 15 days pass, and Anna comes in anew
    Then Clear Ledger reads nothing any more

  Scenario: More than a complaint needs
    Then a complaint that would tell Clear Ledger why Anna came is refused
    And a complaint without an end is refused

  Scenario: Her employer tries every way
    When Clara points Anna to Clear Ledger
    And Clara opens a complaint about Clear Ledger with Anna's name and what she complains of
    And Ruth and Harriet of HR ask every address of the service
    Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her
