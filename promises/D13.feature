@D13
Feature: D13 Nothing is read or passed on without the person's permission, and a change holds at once
  The person allows each kind of data, for each purpose and recipient, and can change that at any time. The very next read, and
  the very next message, go by the new choice.

  Scenario: Before any permission there is nothing to read
    Given Maria is a Member of Harbour Clinic
    Then Harbour Clinic gets none of Maria's steps by any reading

  Scenario Outline: <kind>: off is off on the next read, on is on again
    Given Maria has connected Oura and shares her steps and sleep with Harbour Clinic
    Then Harbour Clinic gets Maria's <kind> by every reading
    When Maria stops sharing her <kind> with Harbour Clinic
    Then Harbour Clinic gets none of Maria's <kind> by any reading
    But Harbour Clinic gets Maria's <other> by every reading
    And Maria sees her own <kind>
    And Maria's history of choices holds that withdrawal, with its time, recipient and wording
    When Maria shares her <kind> with Harbour Clinic again
    Then Harbour Clinic gets Maria's <kind> by every reading

    Examples:
      | kind  | other |
      | steps | sleep |
      | sleep | steps |

  Scenario: Purposes are separate: seeing it oneself and sharing it
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria stops seeing her steps herself
    Then Maria has no steps of her own here
    But Harbour Clinic gets Maria's steps by every reading

  Scenario: A page that was begun ends with the permission
    Given Maria has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic sends 2500 heart rates for Maria
    And Harbour Clinic has read the first page of them
    And Maria stops sharing her heart rate with Harbour Clinic
    Then the next page gives Harbour Clinic nothing

  Scenario: Messages that wait go by the new choice
    Given Maria has come in from Harbour Clinic
    And Harbour Clinic's webhook receiver is down
    When Maria connects Oura and allows her steps and sleep
    Then Harbour Clinic has waiting webhook events about Maria's data
    When Maria stops sharing her sleep with Harbour Clinic
    And Harbour Clinic's webhook receiver is up again
    And 20 minutes pass
    Then nothing of Maria's sleep is sent to Harbour Clinic any more
    But Harbour Clinic was sent Maria's steps by a signed webhook

  Scenario: While readers hammer, no answer that began after the withdrawal has data
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Harbour Clinic reads Maria's steps from 4 sides without pause while she withdraws and returns 10 times
    Then no reading that began after a withdrawal and ended before the return had data

  Scenario: The last purpose going off deletes what was kept
    Given Maria has connected Oura and shares her steps and sleep with Harbour Clinic
    When Maria stops sharing her sleep with Harbour Clinic
    And Maria stops seeing her sleep herself
    Then the stored sleep of Maria is gone from the database
    And Harbour Clinic gets Maria's steps by every reading

  Scenario: What holds can be read in the standard's own form, by the person and by the portal
    Given Maria has connected Oura and shares her steps and sleep with Harbour Clinic
    When Maria stops sharing her sleep with Harbour Clinic
    Then as FHIR Consent Harbour Clinic sees Maria's steps active and her sleep inactive, and nothing that is between Maria and us
    And as FHIR Consent Maria sees these and what she allows us for herself

  Rule: In care, by the person's own choice, and unseen by the portal

    Background:
      Given Maria has connected direct measurements and shares her heart rate with Harbour Clinic
      And Maria is in care besides, with Omar as her clinician, and has come in there by her link

    Scenario: Nothing is shown before she chooses, and nothing after she ends it
      When Harbour Clinic sends a "heart_rate" of 61 for Maria
      Then Omar sees nothing of her devices in her case
      When Maria joins her data to her care by the code of her own page
      Then Omar sees nothing of her devices in her case
      When Maria shows her heart rate in her case for 30 days
      Then Omar sees her heart rate of 61 in her case
      And another clinician, a case manager and a director see nothing of it
      When Maria stops showing it
      Then Omar sees nothing of her devices in her case

    Scenario: It ends by itself on the day that she said
      When Harbour Clinic sends a "heart_rate" of 61 for Maria
      And Maria joins her data to her care by the code of her own page
      And Maria shows her heart rate in her case for 2 days
      Then Omar sees her heart rate of 61 in her case
      When the day is over that she said
      Then Omar sees nothing of her devices in her case

    Scenario: It ends with the case
      When Harbour Clinic sends a "heart_rate" of 61 for Maria
      And Maria joins her data to her care by the code of her own page
      And Maria shows her heart rate in her case for 30 days
      And Omar hands her case back
      Then Omar finds no case of hers

    Scenario: It goes with her data
      When Harbour Clinic sends a "heart_rate" of 61 for Maria
      And Maria joins her data to her care by the code of her own page
      And Maria shows her heart rate in her case for 30 days
      And Maria stops seeing her heart rate herself
      Then Omar is told that it is not there any more

    Scenario: She sees who read it, and the portal sees nothing
      When Harbour Clinic sends a "heart_rate" of 61 for Maria
      And Maria joins her data to her care by the code of her own page
      And Maria shows her heart rate in her case for 30 days
      And Omar has read it
      Then her own log in care says that a clinician read her heart rate, with a proof
      And no page, list, log or message of Harbour Clinic says that she is in care, not even a page opened by a link of its own
