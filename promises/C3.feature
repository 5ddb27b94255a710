@C3
Feature: C3 People come in by telephone, mail, web, app and API
  Each contact becomes one record with its channel, and nobody is reached in a way that is not safe for them.

  Scenario: One person, three channels
    Given Mill Ltd, an employer with a contract and an access code
    When Anna calls, writes by the form on the web and comes by its own app
    And the helpline makes one record of the three
    Then she has three contacts, each with its channel

  Scenario: By mail, and by her own pages
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    When she writes to the desk in her own pages
    And she writes by mail too
    And the helpline makes one record of the two
    Then there are two contacts with their channels, of one person

  Scenario: Whoever writes by mail is answered once, in neutral words
    When she writes by mail too
    Then she is told that it arrived, once, and with not a word of what it is about

  Scenario: A machine is not answered
    When a machine writes
    Then it is not answered

  Scenario: What is not safe is not done
    Given Anna, who may be reached by mail alone, after six in the evening
    When the desk wants to send her a link at noon
    Then it is told that this is not the time, and no mail leaves
    And a code by telephone is refused at any time
    When it is six in the evening
    Then the mail leaves, from an address without a name, and says nothing of what it is about

  Scenario: A reminder of what is planned
    Given Anna, who may be reached by mail, has a session with Omar tomorrow
    When it is noon of the day before
    Then Anna is reminded once, of a day and an hour, in words that tell nothing

  Scenario: Whoever wants no reminder, or cannot be written to
    Given Anna, who may be reached by mail, has a session with Omar tomorrow
    And Anna wants no reminders
    When it is noon of the day before
    Then Anna is not reminded
    Given Anna, who may be reached by mail, has a session with Omar tomorrow
    And Anna's record says that mail is not safe
    When it is noon of the day before
    Then Anna is not reminded
